import { readFileSync } from 'node:fs';
import type { Finding } from '@xinglin/shared/prescription/review-contract';
import type { Instant } from '@xinglin/shared/kernel/time';

type PaceRule = {
  version: number;
  title: string;
  baseSeconds: number;
  perItemSeconds: number;
  perFindingSeconds: Record<Finding['severity'], number>;
};
const RULE = JSON.parse(
  readFileSync(new URL('../../../../config/rules/review-pace.json', import.meta.url), 'utf8'),
) as PaceRule;
export const PACE_VERSION = `${RULE.title} 第 ${RULE.version} 版`;

/** The least time in which so many lines and findings can be read. */
export const floorSeconds = (items: number, findings: Pick<Finding, 'severity'>[]): number =>
  RULE.baseSeconds +
  RULE.perItemSeconds * items +
  findings.reduce((sum, { severity }) => sum + RULE.perFindingSeconds[severity], 0);

/** Whole seconds from claim to decision. */
export const secondsBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

export const isTooFast = ({
  decideSeconds,
  floorSeconds: floor,
}: {
  decideSeconds: number | null;
  floorSeconds: number | null;
}): boolean => decideSeconds !== null && floor !== null && decideSeconds < floor;
