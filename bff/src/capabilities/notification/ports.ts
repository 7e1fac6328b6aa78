import type { SubscribeTemplate } from '@xinglin/shared/notification/contract';
import type { Database } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';

/** What became of a message: delivered to WeChat, refused for want of a credit, or refused for ever (bad person, template, page or value). */
export type MessageOutcome = 'sent' | 'no_credit' | 'dead';

export type WechatMessage = {
  openid: string;
  templateId: string;
  /** Page of the mini-program a tap opens, with query, without leading slash. */
  page: string;
  /** Values by template field (`thing1`, `time2` …). Moments may be ISO instants; too long texts are shortened to WeChat's limits. */
  data: Record<string, string>;
  /** Names this message for ever. WeChat drops no repeat itself, so only send again what was thrown. */
  key: string;
};

/** What notification needs of WeChat: one subscription message. A fault worth trying again (busy, no answer) throws UPSTREAM_UNAVAILABLE. */
export type Messenger = {
  send(message: WechatMessage): Promise<MessageOutcome>;
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  messenger: Messenger;
  /** From identity: the WeChat openid of a person, or null. */
  openidOf: (personId: string) => Promise<string | null>;
  /** Our template names → WeChat's template ids, from the settings. */
  templates: Readonly<Record<SubscribeTemplate, string>>;
  tell: Live['tell'];
  now: () => Date;
};
