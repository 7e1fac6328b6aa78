import { checkLinks, verifyChain } from '../../kernel/audit-chain.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import { TEST_AUDIT_KEY } from '../../kernel/testing.ts';
import type { Database } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';

/** Compliance alone in the world: a real audit trail, and neighbours that have nothing to tell unless a test says so. */
export const quietDeps = (db: Database): Deps => ({
  db,
  crypto: fieldCrypto({ k1: Buffer.alloc(32, 5) }, Buffer.alloc(32, 6)),
  reactionsOn: () => [],
  licences: async () => [],
  displayNameOf: async () => '沈合规',
  now: () => new Date(),
  verifyChain: async () => ({ ...(await verifyChain(db.read, TEST_AUDIT_KEY)), anchors: 0 }),
  prescriptionNumber: async (_, id) => `RX-${id.slice(-6)}`,
  expiriesOfParcel: async () => [],
  prescriptionCourse: async () => null,
  dispensedIn: async () => [],
  counterSale: async () => null,
  checkLinks: (rows) => checkLinks(db.read, TEST_AUDIT_KEY, rows),
  destroy: {
    prescription: async () => {},
    sale: async () => {},
    counter_sale: async () => {},
    consultation: async () => {},
  },
});
