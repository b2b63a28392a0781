import { isCountry } from '../../kernel/countries.ts';
import type { Fault } from './fault.ts';

/** The usage location in capital letters, or null where the text is no country or area of ISO 3166-1. */
export function asUsageLocation(text: string): string | null {
  const code = text.trim().toUpperCase();
  return isCountry(code) ? code : null;
}

/** Why the text is no usage location; null where it is one. */
export function usageLocationFault(text: string): Fault | null {
  if (asUsageLocation(text) !== null) return null;
  const location = text.trim().slice(0, 20);
  return {
    code: 'usage-location-unknown',
    detail: `"${location}" is no country or area. Write the two letters of ISO 3166-1, such as NL.`,
    facts: { location },
  };
}
