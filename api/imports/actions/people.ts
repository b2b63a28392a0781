import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { asGuid, type PersonId } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { bucketsOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import type { Person } from '../../seats/rules/person.ts';

/** Whom a text means: a person, nobody, or more than one. */
export type Meant =
  { readonly personId: PersonId } | { readonly fault: 'person-unknown' | 'person-ambiguous' };

/** Addresses remembered during an import; a person is usually named more than once. */
const REMEMBERED_MAX = 20_000;
/** Addresses looked up before others get their turn. */
const LOOKUPS_AT_ONCE = 50;

/** Finds people by what an import calls them: the object id, the user name or the mail address (S-3, I-1). */
export function createPeopleFinder(
  world: World,
  tenant: Tenant,
): (texts: Iterable<string>) => Promise<ReadonlyMap<string, Meant>> {
  const remembered = new LRUCache<string, Meant>({ max: REMEMBERED_MAX });
  return async (texts) => {
    const meant = new Map<string, Meant>();
    const asked = [...new Set(texts)];
    for (let from = 0; from < asked.length; from += LOOKUPS_AT_ONCE) {
      await Promise.all(
        asked.slice(from, from + LOOKUPS_AT_ONCE).map(async (text) => {
          const found = remembered.get(text) ?? (await find(world, tenant, text));
          remembered.set(text, found);
          meant.set(text, found);
        }),
      );
      await nextTurn();
    }
    return meant;
  };
}

async function find(world: World, tenant: Tenant, text: string): Promise<Meant> {
  const personId = asGuid(text);
  if (personId !== null) return { personId };
  if (fold(text) === '') return { fault: 'person-unknown' };
  const named = await Promise.all(
    bucketsOf(tenant.tenantId, tenant.buckets).map((bucket) =>
      allOf(world.store, bucket, people, 'byWord', { each: fold(text) }),
    ),
  );
  const bearers = named.flat().filter(({ doc }) => isAddressOf(text, doc));
  const ids = whoIsThere(bearers.map(({ doc }) => doc)).map((person) => person.personId);
  const [first, ...others] = new Set(ids);
  if (first === undefined) return { fault: 'person-unknown' };
  return others.length === 0 ? { personId: first } : { fault: 'person-ambiguous' };
}

/** The search folds accents and splits words; an address must be the same but for case. */
const isAddressOf = (text: string, person: Person): boolean =>
  [person.userName, person.mail].some((address) => address !== null && same(address, text));

const same = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

/** Of several bearers of an address those whose accounts exist: a guest invited again has the address of the old one (L-17). */
function whoIsThere(persons: readonly Person[]): readonly Person[] {
  const there = persons.filter(({ account }) => account !== 'deleted' && account !== 'purged');
  return there.length > 0 ? there : persons;
}
