import { PEOPLE_PER_REQUEST_MAX } from '../../api/catalogs/contract.ts';

/** A person or a group chosen from the directory. */
export interface Picked {
  readonly kind: 'person' | 'group';
  readonly id: string;
  readonly displayName: string;
}

const isSame = (one: Picked, other: Picked): boolean =>
  one.kind === other.kind && one.id === other.id;

/** The choice with one more in it; whoever is in it already stays where he is. */
export const withPicked = (choice: readonly Picked[], picked: Picked): readonly Picked[] =>
  choice.some((one) => isSame(one, picked)) ? choice : [...choice, picked];

/** The choice without one. */
export const withoutPicked = (choice: readonly Picked[], picked: Picked): readonly Picked[] =>
  choice.filter((one) => !isSame(one, picked));

/** What one request asks for: people together, a group by itself. */
export interface Asking {
  readonly body: { readonly personIds: readonly string[] } | { readonly groupId: string };
  readonly picked: readonly Picked[];
}

/**
 * The requests that a choice comes to: the people in portions of at most `max`, then one for each group, since the api
 * takes either people or one group.
 */
export function askingsOf(
  choice: readonly Picked[],
  max: number = PEOPLE_PER_REQUEST_MAX,
): readonly Asking[] {
  const people = choice.filter(({ kind }) => kind === 'person');
  const portions = Array.from({ length: Math.ceil(people.length / max) }, (_, place) =>
    people.slice(place * max, (place + 1) * max),
  );
  return [
    ...portions.map((picked) => ({ picked, body: { personIds: picked.map(({ id }) => id) } })),
    ...choice
      .filter(({ kind }) => kind === 'group')
      .map((group) => ({ picked: [group], body: { groupId: group.id } })),
  ];
}
