import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { ClientSettings } from '@xinglin/shared/screens/client-settings';

/** A code of WeChat login, good once and for five minutes. */
export type WechatCode = (authorizeUrl: string | null) => Promise<string>;
/** A code brought back by a redirect; null where there is none. */
export type ReturnedCode = () => string | null;

/** What the BFF signed for `wx.requestPayment`; `package` is `prepay_id=…`. */
export type PayParams = {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
};
/** `paid` is what the device says and no proof. `left`: the browser is on its way to the cashier and will come back. */
/** Goes to the page of a method that has one; only a browser can. Null where there is none. */
export type PayPage = ((payUrl: string) => 'left') | null;
export type Pay = (
  params: PayParams,
  settings: Pick<ClientSettings, 'wechatCashierUrl'>,
) => Promise<'paid' | 'cancelled' | 'left'>;

export type CurrentPoint = () => Promise<Gcj02Point | null>;

export type Place = { name: string; address: string; point: Gcj02Point };
export type ChoosePlace = (near?: Gcj02Point) => Promise<Place | null | 'unsupported'>;

export type AskSubscribe = (
  templateIds: readonly string[],
) => Promise<'accepted' | 'refused' | 'unsupported'>;

export type Position = { point: Gcj02Point; accuracyMetres: number; at: number };
/** Follows the device while the app is in front; gives the way to stop. */
export type WatchPosition = (onPosition: (position: Position) => void, onRefused: () => void) => () => void;

export type ChosenImage = { path: string; size: number; base64: () => Promise<string> };
export type ChooseImage = (options: { count: number }) => Promise<ChosenImage[]>;
