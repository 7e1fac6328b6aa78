import type { Facts } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { Read } from './patient.ts';

const ASKED_FOR =
  /(能|可以|可不可以|要不要|该不该|想|需要|有没有|给我|帮我|帮忙|开|买|推荐|来点|来盒|求|哪种|要点|拿|卖|吃点|吃什么|用什么)/;
const TAKEN =
  /吃了|吃过|在吃|正在|服用|一直吃|长期|吃着|每天吃|打了|用了|用过|口服|喝了|刚吃|天天吃|平时吃|输了/;

/** Medicines taken, not tolerated and asked for. */
export function medicinesOf(
  reads: readonly Read[],
  know: Knowledge,
): Pick<Facts, 'medicines' | 'allergies' | 'wanted'> {
  const taken = new Set<string>();
  const allergic = new Set<string>();
  const wanted = new Map<string, { inn: string; name: string; rx: boolean }>();
  const codes = new Set(reads.flatMap(({ mentions }) => mentions.flatMap((each) => each.codes)));
  for (const { clause, mentions } of reads)
    for (const { inn, denied, imagined } of mentions) {
      if (!inn || clause.hearsay) continue;
      const { name, rx } = know.medicines.get(inn)!;
      if (/过敏|皮试阳/.test(clause.raw) && !/抗过敏|过敏药/.test(clause.raw)) {
        if (!denied && !/(不|没有?|无)过敏/.test(clause.raw)) allergic.add(inn);
      } else if (ASKED_FOR.test(clause.raw) && !TAKEN.test(clause.raw)) wanted.set(inn, { inn, name, rx });
      else if (!denied && !imagined) taken.add(inn);
    }
  return {
    medicines: taken.size > 0 ? [...taken] : codes.has('no_medicine') ? [] : null,
    allergies: allergic.size > 0 ? [...allergic] : codes.has('no_allergy') ? [] : null,
    wanted: [...wanted.values()],
  };
}

export const tookMedicine = ({ clause, mentions }: Read): boolean =>
  TAKEN.test(clause.raw) && mentions.some(({ inn, denied }) => inn !== null && !denied);
