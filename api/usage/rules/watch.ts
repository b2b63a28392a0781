import type { Month } from './months.ts';

/** The work of watching use and closing months, as due work names it. */
export const USAGE = 'usage';

/** A share of what was purchased, in per cent, at which the admins are warned (M-4). */
export type UsageThreshold = 75 | 90 | 100;

/** All of them, the highest first. */
const USAGE_THRESHOLDS: readonly UsageThreshold[] = [100, 90, 75];

/** What was told of a period's use: one document in the tenant's root, moved by version. */
export interface UsageWatch {
  /** The first month of the period. */
  readonly period: Month;
  /** What was purchased when it was last judged: with more of it, warnings begin anew. */
  readonly purchased: number;
  readonly told: readonly UsageThreshold[];
}

/** What a judgement of use comes to. */
export interface WatchAfter {
  readonly watch: UsageWatch;
  /** The one to tell now: where several are crossed at once the highest says it for all. */
  readonly tell: UsageThreshold | null;
}

/**
 * Which thresholds count as told once so much of what was purchased is used: each once in a period, as long as nothing more
 * is purchased.
 * @param before null where nothing was judged yet
 */
export function watchAfter(
  before: UsageWatch | null,
  now: { readonly period: Month; readonly purchased: number; readonly used: number },
): WatchAfter {
  const { period, purchased, used } = now;
  const isSame = before?.period === period && before.purchased === purchased;
  const already = isSame ? before.told : [];
  const reached =
    purchased === 0
      ? []
      : USAGE_THRESHOLDS.filter((threshold) => used * 100 >= threshold * purchased);
  const told = USAGE_THRESHOLDS.filter((one) => already.includes(one) || reached.includes(one));
  const [highest] = reached;
  const isNews = highest !== undefined && !already.includes(highest);
  return { watch: { period, purchased, told }, tell: isNews ? highest : null };
}
