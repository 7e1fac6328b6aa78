import type { DemoCredentials } from '../demo-credentials.ts';
import { json, type Handler, type Reply, type Routes, type Store } from '../simulator-kit.ts';
import { freshCertificate } from './simulated-certificate.ts';
import { chinaTime, refusal, sealed, signed } from './simulated-platform.ts';
import type { WechatPayState } from './simulated-state.ts';

type Credentials = DemoCredentials['wechatPay'];

/** Which key the platform signs with: its public-key pair, or after a rotation a certificate of its own. */
export function platformKeys({ state, save }: Store<WechatPayState>, credentials: Credentials) {
  const current = (): Credentials =>
    state.identity
      ? {
          ...credentials,
          platformSerial: state.identity.serial,
          platformPrivateKey: state.identity.privateKey,
        }
      : credentials;
  /** Signed with the first key, which the merchant believes already. */
  const certificates: Handler = (): Reply => {
    const { identity } = state;
    if (!identity?.certificate)
      return signed(credentials, refusal(404, 'RESOURCE_NOT_EXISTS', '没有可用的平台证书'));
    const { serial, certificate } = identity;
    const times = { effective_time: chinaTime(Date.now()), expire_time: chinaTime(Date.now() + 864e5 * 300) };
    const encrypt_certificate = sealed(credentials, 'certificate', certificate);
    return signed(credentials, json({ data: [{ serial_no: serial, ...times, encrypt_certificate }] }));
  };
  const control: Routes = {
    // From now on everything is signed with a fresh certificate, as while a merchant moves between the two modes.
    'POST /__ctl/rotateKey': () => {
      state.identity = freshCertificate();
      return (save(), json({ serial: state.identity.serial }));
    },
    'POST /__ctl/restoreKey': () => {
      state.identity = null;
      return (save(), json({}));
    },
  };
  return { current, certificates, control };
}
