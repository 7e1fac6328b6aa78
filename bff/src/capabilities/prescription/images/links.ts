import { timingSafeEqual } from 'node:crypto';
import { problem } from '@xinglin/shared/kernel/problem';
import { MINUTE_MS, toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { getPrescriptionImage, listPrescriptionImages } from '@xinglin/shared/prescription/images';
import type { ImageLink } from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../../kernel/actor.ts';
import { audit } from '../../../kernel/audit.ts';
import { API_PREFIX, type Handler } from '../../../kernel/http.ts';
import { mayRead } from '../policy.ts';
import type { Deps } from '../ports.ts';
import { prescriptionStore, type PrescriptionRow } from '../store.ts';
import { imageStore } from './store.ts';
import { imagePlace } from './upload-image.ts';

export const LINK_MS = 5 * MINUTE_MS;

const proofText = (id: string, viewer: string, until: number) =>
  `prescription-image|${id}|${viewer}|${until}`;

/** Its patient, or the pharmacist who claimed it; for everybody else there is no such prescription. */
function mustMayLook(viewer: string, row: PrescriptionRow): 'patient' | 'pharmacist' {
  if (row.patientId === viewer) return 'patient';
  if (mayRead(viewer, row)) return 'pharmacist';
  throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
}

/** Links to the photographs of one prescription for one viewer, good for five minutes. */
export function linksFor({ db, crypto, now }: Pick<Deps, 'db' | 'crypto' | 'now'>) {
  return async (actor: Pick<Actor, 'id'>, id: string): Promise<ImageLink[]> => {
    const until = now().getTime() + LINK_MS;
    const rows = await imageStore(db.read).of(id);
    return rows.map(({ id: image, width, height }) => ({
      id: image,
      width,
      height,
      url: `${API_PREFIX}/prescription-images/${image}?viewer=${actor.id}&until=${until}&proof=${crypto.proof(proofText(image, actor.id, until))}`,
      expiresAt: toInstant(until),
    }));
  };
}

export const listImages =
  (deps: Deps): Handler<typeof listPrescriptionImages> =>
  async (actor, { id }) => {
    mustMayLook(actor.id, await prescriptionStore(deps.db.read).get(id));
    return { images: await linksFor(deps)(actor, id) };
  };

/** The picture itself, for whom the link was made, if they may still look; every look is written down. */
export function getImage({ db, crypto, files, now }: Deps): Handler<typeof getPrescriptionImage> {
  return async (_, { id, viewer, until, proof }) => {
    const right = Buffer.from(crypto.proof(proofText(id, viewer, until)));
    if (!timingSafeEqual(right, Buffer.from(proof))) throw problem('NOT_FOUND');
    if (until <= now().getTime()) throw prescriptionProblem('IMAGE_LINK_EXPIRED');
    const image = await imageStore(db.read).find(id);
    if (!image?.prescriptionId) throw prescriptionProblem('IMAGE_NOT_FOUND');
    const prescription = await prescriptionStore(db.read).get(image.prescriptionId);
    const role = mustMayLook(viewer, prescription);
    const stored = await files.get(image.objectKey);
    if (!stored) throw prescriptionProblem('IMAGE_NOT_FOUND');
    const looker: Actor = { id: viewer, role, storeId: null, sessionId: null };
    await db.write((tx) => audit(tx, looker, 'prescription_image.read', prescription.id, { image: id }));
    const bytes = crypto.decryptBytes(stored, imagePlace(id));
    return { bytes, mediaType: 'image/jpeg', fileName: `prescription-${image.place + 1}.jpg` };
  };
}
