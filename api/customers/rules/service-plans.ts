import type { Fault } from './fault.ts';

/**
 * What Microsoft's documentation and error texts tell of service plans, by their names. The directory tells no rules in
 * advance and has the last word; what is not known here shows in the result.
 */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE', 'EXCHANGE_S_DESKLESS'],
  ['SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE', 'SHAREPOINTDESKLESS'],
];

const EXCHANGE = ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'];

/** Plans that need one of others. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  WORKPLACE_ANALYTICS: EXCHANGE,
  EXCHANGE_ANALYTICS: EXCHANGE,
  EXCHANGE_S_ARCHIVE_ADDON: EXCHANGE,
  SHAREPOINTWAC: ['SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE', 'SHAREPOINTDESKLESS'],
  SHAREPOINT_PROJECT: ['SHAREPOINTENTERPRISE'],
  MCOEV: ['MCOSTANDARD'],
  MCOPSTN1: ['MCOEV'],
  MCOPSTN2: ['MCOEV'],
};

/** Where calls to the telephone network are not sold. */
const WITHOUT_CALLS = ['AE', 'CN', 'CU', 'EG', 'IN', 'IR', 'KP', 'RU', 'SY', 'TR'];

/** Where plans are not offered: two letters of ISO 3166-1. */
const NOT_IN: Readonly<Record<string, readonly string[]>> = {
  MCOPSTN1: WITHOUT_CALLS,
  MCOPSTN2: WITHOUT_CALLS,
};

/** Why nobody can have these service plans, by name, at once at that location; null where nothing is known against it. */
export function plansFault(plans: ReadonlySet<string>, usageLocation: string | null): Fault | null {
  for (const group of EXCLUSIVE) {
    const both = group.filter((name) => plans.has(name));
    if (both.length > 1) {
      return {
        code: 'plans-exclusive',
        detail: `The service plans ${both.join(' and ')} exclude one another. Switch off all but one, or remove the other product in the same step.`,
        facts: { plans: both.join(', ') },
      };
    }
  }
  for (const name of plans) {
    const needs = NEEDS[name];
    if (needs !== undefined && !needs.some((other) => plans.has(other))) {
      return {
        code: 'plan-depends-on-another',
        detail: `The service plan ${name} needs ${needs.join(' or ')}. Give a product with it in the same step, or switch ${name} off.`,
        facts: { plan: name, needs: needs.join(', ') },
      };
    }
    if (usageLocation !== null && NOT_IN[name]?.includes(usageLocation) === true) {
      return {
        code: 'plan-not-in-location',
        detail: `The service plan ${name} is not offered in ${usageLocation}. Switch it off, or choose a product without it.`,
        facts: { plan: name, location: usageLocation },
      };
    }
  }
  return null;
}
