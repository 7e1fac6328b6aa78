import { keepOnce, rsaPair } from '../demo-credentials.ts';

/** Secrets shared by our Alipay client and its simulator on one machine. */
export type AlipayCredentials = {
  appId: string;
  merchantPrivateKey: string;
  merchantPublicKey: string;
  alipayPrivateKey: string;
  alipayPublicKey: string;
};

/** They lie beside the others, in a file of their own: machines set up before Alipay keep what they have. */
export const ensureAlipayCredentials = (credentialsFile: string): AlipayCredentials =>
  keepOnce(credentialsFile.replace(/(\.json)?$/, '-alipay.json'), () => {
    const [merchant, alipay] = [rsaPair(), rsaPair()];
    return {
      appId: `2021${Date.now()}`.slice(0, 16),
      merchantPrivateKey: merchant.privateKey,
      merchantPublicKey: merchant.publicKey,
      alipayPrivateKey: alipay.privateKey,
      alipayPublicKey: alipay.publicKey,
    };
  });
