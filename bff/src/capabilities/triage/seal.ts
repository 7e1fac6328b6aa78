import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Told, View } from './interview.ts';

export type EpisodeContent = { told: Told; view: View };

const place = (row: string) => ({ table: 'triage_episode', column: 'sealed', row });

/** What a person tells of their health lies encrypted, bound to its row. */
export const sealer = (crypto: FieldCrypto) => ({
  seal: (id: string, content: EpisodeContent): string => crypto.encrypt(JSON.stringify(content), place(id)),
  open: ({ id, sealed }: { id: string; sealed: string }): EpisodeContent =>
    JSON.parse(crypto.decrypt(sealed, place(id))) as EpisodeContent,
});
