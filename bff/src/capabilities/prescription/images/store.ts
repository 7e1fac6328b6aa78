import type { PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import { In, IsNull, Not } from 'typeorm';
import { isDuplicate, type Tx } from '../../../kernel/database.ts';
import { column, entity, nullable } from '../../../kernel/entity.ts';
import { bandsOf } from './d-hash.ts';

export type ImageRow = {
  id: string;
  ownerId: string;
  /** Null until it is handed in; such a picture is thrown away after a day. */
  prescriptionId: string | null;
  /** Its place among those its owner has not handed in; null once it is. */
  slot: number | null;
  place: number;
  /** Random; says nothing of whose it is. */
  objectKey: string;
  bytes: number;
  width: number;
  height: number;
  sha256: string;
  dHash: string;
  thumb: string;
  createdAt: Instant;
};

export type NewImage = Omit<ImageRow, 'slot'>;

export const imageTable = entity<ImageRow>(
  'prescription_image',
  {
    id: column.id(),
    ownerId: column.id(),
    prescriptionId: nullable(column.id()),
    slot: nullable(column.int()),
    place: column.int(),
    objectKey: column.string(64, 'secret'),
    bytes: column.int(),
    width: column.int(),
    height: column.int(),
    sha256: column.string(64, 'health'),
    dHash: column.string(16, 'health'),
    thumb: column.string(344, 'health'),
    createdAt: column.instant(),
  },
  {
    unique: [['ownerId', 'slot']],
    index: [['prescriptionId', 'place'], ['sha256'], ['ownerId', 'createdAt']],
  },
);

export const imageBandTable = entity<{ imageId: string; band: string }>(
  'prescription_image_band',
  { imageId: column.id(), band: column.string(4, 'health') },
  { key: ['imageId', 'band'], index: [['band']] },
);

export type EarlierImage = Pick<ImageRow, 'id' | 'ownerId' | 'dHash' | 'thumb' | 'sha256'> & {
  prescriptionId: string;
  traceCode: string;
  status: PrescriptionStatus;
};
const MOST_CANDIDATES = 5000;

/** Pictures handed in with another prescription that are the same (`sha256`) or may look alike (share a band). */
const earlierThan =
  (tx: Tx) =>
  async (not: string | null, shas: string[], dHashes: string[]): Promise<EarlierImage[]> => {
    const near = await tx.find(imageBandTable, {
      where: { band: In([...new Set(dHashes.flatMap(bandsOf))]) },
      take: MOST_CANDIDATES,
      order: { imageId: 'DESC' },
    });
    const ids = [...new Set(near.map(({ imageId }) => imageId))];
    return tx
      .createQueryBuilder(imageTable, 'i')
      .innerJoin('prescription', 'p', 'p.id = i.prescriptionId')
      .select('i.id', 'id')
      .addSelect('i.ownerId', 'ownerId')
      .addSelect('i.dHash', 'dHash')
      .addSelect('i.thumb', 'thumb')
      .addSelect('i.sha256', 'sha256')
      .addSelect('i.prescriptionId', 'prescriptionId')
      .addSelect('p.traceCode', 'traceCode')
      .addSelect('p.status', 'status')
      .where('(i.sha256 IN (:...shas) OR i.id IN (:...ids))', { shas, ids: ids.length > 0 ? ids : [''] })
      .andWhere('i.prescriptionId <> :not', { not: not ?? '' })
      .getRawMany<EarlierImage>();
  };

/** The lowest of `most` places its owner has free; two at once can't have the same one (the index on it). */
const takeSlot =
  (tx: Tx) =>
  async (row: NewImage, most: number): Promise<boolean> => {
    for (;;) {
      const { ownerId } = row;
      const taken = await tx.find(imageTable, {
        select: { slot: true },
        where: { ownerId, slot: Not(IsNull()) },
      });
      const slot = Array.from({ length: most }, (_, at) => at).find(
        (at) => !taken.some((each) => each.slot === at),
      );
      if (slot === undefined) return false;
      const free = await tx.insert(imageTable, { ...row, slot }).then(
        () => true,
        (error: unknown) => (isDuplicate(error) ? false : Promise.reject(error as Error)),
      );
      if (free) return true;
    }
  };

/** Reads and writes photographs' rows inside `tx`. Holds no rules. */
export const imageStore = (tx: Tx) => ({
  /** False when its owner has `most` already that are not handed in. */
  async insert(row: NewImage, most: number): Promise<boolean> {
    if (!(await takeSlot(tx)(row, most))) return false;
    await tx.insert(
      imageBandTable,
      bandsOf(row.dHash).map((band) => ({ imageId: row.id, band })),
    );
    return true;
  },
  find: (id: string) => tx.findOneBy(imageTable, { id }),
  loose: (ownerId: string) => tx.countBy(imageTable, { ownerId, prescriptionId: IsNull() }),
  looseOf: (ownerId: string, ids: string[]) =>
    tx.findBy(imageTable, { ownerId, id: In(ids), prescriptionId: IsNull() }),
  of: (prescriptionId: string) => tx.find(imageTable, { where: { prescriptionId }, order: { place: 'ASC' } }),
  /** False when it was handed in with another prescription meanwhile. */
  async attach(id: string, prescriptionId: string, place: number): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(imageTable)
      .set({ prescriptionId, place, slot: null })
      .where('id = :id AND prescriptionId IS NULL', { id })
      .execute();
    return affected === 1;
  },
  /** True for the one caller that took a picture away which nobody handed in. */
  async removeLoose(id: string): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .delete()
      .from(imageTable)
      .where('id = :id AND prescriptionId IS NULL', { id })
      .execute();
    if (affected !== 1) return false;
    await tx.delete(imageBandTable, { imageId: id });
    return true;
  },
  /** With the prescription they belong to; returns what was there. */
  async removeOf(prescriptionId: string): Promise<ImageRow[]> {
    const rows = await tx.findBy(imageTable, { prescriptionId });
    await tx.delete(imageBandTable, { imageId: In(rows.map(({ id }) => id)) });
    await tx.delete(imageTable, { prescriptionId });
    return rows;
  },
  earlier: earlierThan(tx),
});

/** What a decision is signed over: each photograph and the hash of what is kept of it. */
export const photographsOf = async (tx: Tx, prescriptionId: string) =>
  (await imageStore(tx).of(prescriptionId)).map(({ id, sha256 }) => ({ id, sha256 }));
