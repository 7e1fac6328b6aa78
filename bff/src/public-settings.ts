import type { Settings } from '../../config/env.ts';
import type { ClientSettings } from '@xinglin/shared/screens/client-settings';

/** Where the map starts when nobody said where they are: 徐家汇, the middle of the demo city. */
const CENTRE = { lng: 121.437, lat: 31.1945 };

/** What of the settings a client may know. */
export const publicSettings = (settings: Settings): ClientSettings => ({
  amapKey: settings.AMAP_JS_KEY ?? null,
  wechatAuthorizeUrl: settings.WECHAT_AUTHORIZE_URL ?? null,
  wechatCashierUrl: settings.WECHAT_CASHIER_URL ?? null,
  simulated: settings.simulated,
  centre: CENTRE,
  licences: settings.LICENCES,
});
