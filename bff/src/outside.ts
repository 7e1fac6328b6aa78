/** The composition root towards the outside: the settings choose what each port is fulfilled by. A simulator is only another base URL. */
import type { Settings } from '../../config/env.ts';
import { alipayClient } from './integrations/alipay/client.ts';
import { amapClient } from './integrations/amap/client.ts';
import { internetHospitalClient } from './integrations/consultation/client.ts';
import { llmHelper } from './integrations/llm/client.ts';
import { prescriptionPlatformClient } from './integrations/prescription-platform/client.ts';
import { wechatPayClient } from './integrations/wechat-pay/client.ts';
import { folderFiles } from './kernel/private-files.ts';
import { signer } from './kernel/signing/signatures.ts';
import { wechatClient } from './integrations/wechat/client.ts';

export const WECHAT_PAY_CALLBACK = '/callback/wechat-pay';
const ALIPAY_CALLBACK = '/callback/alipay';

// One list of what stands outside; splitting it would hide what it is there to show.
// eslint-disable-next-line max-lines-per-function
export function createOutside(settings: Settings) {
  const wechat = wechatClient({
    baseUrl: settings.WECHAT_BASE_URL,
    appId: settings.WECHAT_APP_ID,
    appSecret: settings.WECHAT_APP_SECRET,
  });
  const wechatPay = wechatPayClient({
    baseUrl: settings.WECHAT_PAY_BASE_URL,
    appId: settings.WECHAT_APP_ID,
    mchId: settings.WECHAT_PAY_MCH_ID,
    merchantSerial: settings.WECHAT_PAY_SERIAL,
    merchantPrivateKey: settings.WECHAT_PAY_PRIVATE_KEY,
    platformKeys: settings.WECHAT_PAY_PLATFORM_KEYS,
    apiV3Key: settings.WECHAT_PAY_API_V3_KEY,
    notifyUrl: settings.PUBLIC_ORIGIN + WECHAT_PAY_CALLBACK,
  });
  const { ALIPAY_BASE_URL, ALIPAY_APP_ID, ALIPAY_PRIVATE_KEY, ALIPAY_PUBLIC_KEY } = settings;
  const alipay =
    ALIPAY_BASE_URL && ALIPAY_APP_ID && ALIPAY_PRIVATE_KEY && ALIPAY_PUBLIC_KEY
      ? alipayClient({
          ...{ baseUrl: ALIPAY_BASE_URL, appId: ALIPAY_APP_ID, privateKey: ALIPAY_PRIVATE_KEY },
          alipayPublicKey: ALIPAY_PUBLIC_KEY,
          notifyUrl: settings.PUBLIC_ORIGIN + ALIPAY_CALLBACK,
        })
      : null;
  const amap = amapClient({
    baseUrl: settings.AMAP_BASE_URL,
    key: settings.AMAP_KEY,
    ...(settings.AMAP_PRIVATE_KEY ? { privateKey: settings.AMAP_PRIVATE_KEY } : {}),
  });
  const prescriptionPlatform = prescriptionPlatformClient({
    baseUrl: settings.PRESCRIPTION_BASE_URL,
    appId: settings.PRESCRIPTION_APP_ID,
    appSecret: settings.PRESCRIPTION_APP_SECRET,
    privateKey: settings.PRESCRIPTION_PRIVATE_KEY,
    publicKey: settings.PRESCRIPTION_PUBLIC_KEY,
    platformPublicKey: settings.PRESCRIPTION_PLATFORM_PUBLIC_KEY,
    prescriberKeys: settings.PRESCRIPTION_PRESCRIBER_KEYS,
  });
  const hospital =
    settings.CONSULTATION_BASE_URL && settings.CONSULTATION_APP_SECRET
      ? internetHospitalClient({
          baseUrl: settings.CONSULTATION_BASE_URL,
          appSecret: settings.CONSULTATION_APP_SECRET,
        })
      : null;
  /** Not outside at all today; a certificate authority's signing service would be. */
  const signatures = signer(settings.SIGNING_KEYS);
  const helper =
    settings.LLM_BASE_URL && settings.LLM_MODEL
      ? llmHelper({
          baseUrl: settings.LLM_BASE_URL,
          model: settings.LLM_MODEL,
          ...(settings.LLM_API_KEY ? { apiKey: settings.LLM_API_KEY } : {}),
        })
      : null;
  return {
    wechat,
    wechatPay,
    /** Only where the deployment has an account there. */
    alipay,
    amap,
    prescriptionPlatform,
    privateFiles: folderFiles(settings.PRIVATE_FILES_DIR),
    /** None unless one is contracted. */
    hospital,
    signer: signatures,
    /** Off unless an operator names a service. */
    helper,
    async close() {
      await signatures.close();
      await Promise.all(
        [
          wechat,
          wechatPay,
          amap,
          prescriptionPlatform,
          ...(alipay ? [alipay] : []),
          ...(hospital ? [hospital] : []),
          ...(helper ? [helper] : []),
        ].map((each) => each.disconnect()),
      );
    },
  };
}
export type Outside = ReturnType<typeof createOutside>;
