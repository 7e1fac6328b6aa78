import { randomBytes } from 'node:crypto';
import { HOUR_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import {
  MOST_IMAGE_BYTES,
  type uploadPrescriptionImage as contract,
} from '@xinglin/shared/prescription/images';
import { Problem, problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../../kernel/actor.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/database.ts';
import type { Handler } from '../../../kernel/http.ts';
import { publish } from '../../../kernel/outbox.ts';
import type { Deps } from '../ports.ts';
import { cleanImage } from './clean-image.ts';
import type { ImageUnusedDue } from './events.ts';
import { seenBefore, type SeenBefore } from './seen-before.ts';
import { imageStore, type NewImage } from './store.ts';

/** A picture that is not handed in for so long is thrown away. */
const LOOSE_FOR_MS = 24 * HOUR_MS;
const MOST_LOOSE = 30;

export const imagePlace = (row: string) => ({ table: 'prescription_image', column: 'file', row });

/** A patient sends one photograph; what is kept is a picture written anew, encrypted, under a random key. */
export function uploadImage(deps: Deps): Handler<typeof contract> {
  const { db, crypto, files, now, newId } = deps;
  return async (patient, { turns }, { file }) => {
    if (!file) throw problem('INVALID_INPUT');
    if ((await imageStore(db.read).loose(patient.id)) >= MOST_LOOSE) throw prescriptionProblem('IMAGE_LIMIT');
    const given = await file(MOST_IMAGE_BYTES).catch((error: unknown) => {
      const tooLarge = error instanceof Problem && error.code === 'PAYLOAD_TOO_LARGE';
      throw tooLarge ? prescriptionProblem('IMAGE_TOO_LARGE') : error;
    });
    const { bytes, width, height, sha256, dHash, thumb } = await cleanImage(given, turns);
    const id = newId();
    const row: NewImage = {
      id,
      ownerId: patient.id,
      prescriptionId: null,
      place: 0,
      objectKey: randomBytes(24).toString('hex'),
      bytes: bytes.length,
      width,
      height,
      sha256,
      dHash,
      thumb,
      createdAt: toInstant(now()),
    };
    // Before the row: a row without its file would be a picture nobody can look at.
    await files.put(row.objectKey, crypto.encryptBytes(bytes, imagePlace(id)));
    const found = await db.write((tx) => keep(tx, patient, row));
    if (!found) {
      await files.remove(row.objectKey);
      throw prescriptionProblem('IMAGE_LIMIT');
    }
    const mine = found.find(({ how, byAnother }) => how === 'same' && !byAnother);
    return { id, bytes: bytes.length, width, height, handedInBefore: mine?.traceCode ?? null };
  };
}

/** Where it was handed in before; null when its owner has too many already, however many arrive at once. */
async function keep(tx: Tx, patient: Actor, row: NewImage): Promise<SeenBefore[] | null> {
  const { id, bytes, objectKey, createdAt } = row;
  if (!(await imageStore(tx).insert(row, MOST_LOOSE))) return null;
  await audit(tx, patient, 'prescription_image.upload', id, { bytes });
  const due: ImageUnusedDue = { name: 'prescription_image.unused_due', subject: id, data: { objectKey } };
  await publish(tx, due, plus(createdAt, LOOSE_FOR_MS));
  return seenBefore(tx, patient.id, null, [row]);
}
