import type { Facts } from '../fault.ts';

/** What the directory's words name, by the code of the refusal. */
const NAMED: Readonly<Record<string, (detail: string) => Facts | null>> = {
  'property-not-valid': (detail) => {
    const [, property] = /property '([^']+)'/i.exec(detail) ?? [];
    return property === undefined ? null : { property };
  },
  'plans-exclusive': (detail) => {
    const [, plans] = /service plans? (.+?) are mutually exclusive/i.exec(detail) ?? [];
    return plans === undefined ? null : { plans: plans.replaceAll(/,? and |, ?/g, ', ') };
  },
  'plan-depends-on-another': (detail) => {
    const [, plan, needs] =
      /service plan (\S+) depends on the service plan(?:\(s\)|s)? (.+?)\.?$/i.exec(detail) ?? [];
    return plan === undefined || needs === undefined
      ? null
      : { plan, needs: needs.replaceAll(/, ?/g, ', ') };
  },
};

/** The facts of a refusal as far as the directory's words name them. */
export function factsIn(code: string, detail: string): { readonly facts?: Facts } {
  const facts = NAMED[code]?.(detail) ?? null;
  return facts === null ? {} : { facts };
}
