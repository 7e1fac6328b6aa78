/**
 * `npm run signatures:verify`: checks every decision on a prescription in DATABASE_URL (`sqlite:var/xinglin.db` if unset) against
 * its pharmacist's signature and against the photographs kept in PRIVATE_FILES_DIR, with the keys of FIELD_KEYS, BLIND_INDEX_KEY and
 * SIGNING_KEYS, and names each prescription that does not fit. Exit code 0: all fit, 1: not all, 2: could not look.
 */
import { signingKeys } from '../../../config/env.ts';
import { verifySignatures, type SignatureFault } from '../capabilities/prescription/verify-signatures.ts';
import { fieldCryptoFrom } from '../kernel/crypto.ts';
import { folderFiles } from '../kernel/private-files.ts';
import { signer } from '../kernel/signing/signatures.ts';
import { setting } from './setting.ts';
import { withDatabase } from './with-database.ts';

const SHOWN = 50;
const faultText: Record<SignatureFault['kind'], string> = {
  undecided: '状态是已审，却没有存档的决定',
  unreadable: '存档的内容不是用我们的密钥写入的，无法解开',
  unsigned: '决定没有签名',
  words: '内容与药师的签名不符，处方、决定或签名被改动过',
  photograph: '处方照片与药师签名时的不符，被替换、增加或删除过',
};

async function main(): Promise<number> {
  const keys = JSON.parse(setting('FIELD_KEYS')) as Record<string, string>;
  const crypto = fieldCryptoFrom(keys, setting('BLIND_INDEX_KEY'));
  const signatures = signer(signingKeys.parse(setting('SIGNING_KEYS')));
  return withDatabase(async (db) => {
    const files = folderFiles(process.env['PRIVATE_FILES_DIR'] || 'var/private-files');
    const { decisions, older, faults } = await verifySignatures({ db, crypto, files, signer: signatures });
    for (const { number, id, kind } of faults.slice(0, SHOWN))
      process.stdout.write(`处方 ${number}（${id}）：${faultText[kind]}\n`);
    const before = older > 0 ? `其中 ${older} 个是签名覆盖全部决定以前的不通过，没有签名，` : '';
    const outcome = faults.length === 0 ? '与签名一致' : `${faults.length} 个与签名不符`;
    process.stdout.write(`${decisions} 个审方决定，${before}${outcome}\n`);
    return faults.length === 0 ? 0 : 1;
  }).finally(() => signatures.close());
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
