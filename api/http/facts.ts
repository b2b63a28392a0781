import { toIso } from '../kernel/time.ts';

/** How fields are called that hold an instant: `closesAt`, `accessUntil`, `inactiveFrom`, `idleSince`, `answerBy`. */
const INSTANT = /(?:At|Until|From|Since|By)$|^(?:at|since)$/;

const onTheWire = (name: string, fact: unknown): unknown => {
  if (typeof fact === 'number') return INSTANT.test(name) ? toIso(fact) : fact;
  if (Array.isArray(fact)) return fact.map((inner: unknown) => onTheWire('', inner));
  return typeof fact === 'object' && fact !== null ? factsOnTheWire({ ...fact }) : fact;
};

/** Ids and figures of a kind that no contract spells out, as the wire shows them: instants in ISO 8601, by their names. */
export function factsOnTheWire(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, onTheWire(name, fact)]),
  );
}
