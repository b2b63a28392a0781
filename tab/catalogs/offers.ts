import type { z } from 'zod';
import type { directoryGroup, directoryPerson } from '../../api/directory/contract.ts';
import type { Picked } from './picking.ts';

/** A person or group that can be chosen, or cannot and why. */
export interface Offer {
  readonly picked: Picked;
  /** What tells it from others of the same name. */
  readonly detail: string;
  /** What is worth knowing before it is chosen, as a key of the texts in `catalogs:pick`. */
  readonly note:
    'guest' | 'disabled' | 'deleted' | 'security' | 'microsoft365' | 'distribution' | null;
  readonly isUsable: boolean;
}

function offerOfPerson(person: z.infer<typeof directoryPerson>): Offer {
  const { id, displayName, account, guest } = person;
  const isGone = account === 'deleted' || account === 'purged';
  return {
    picked: { kind: 'person', id, displayName },
    detail: person.userName ?? person.mail ?? '',
    note: isGone ? 'deleted' : account === 'disabled' ? 'disabled' : guest ? 'guest' : null,
    isUsable: !isGone,
  };
}

const offerOfGroup = (group: z.infer<typeof directoryGroup>): Offer => ({
  picked: { kind: 'group', id: group.id, displayName: group.displayName },
  detail: '',
  note: group.kind,
  isUsable: group.usable,
});

/** What the directory found, as something to choose from; whoever is chosen already is not offered again. */
export function offersOf(
  people: readonly z.infer<typeof directoryPerson>[],
  groups: readonly z.infer<typeof directoryGroup>[],
  choice: readonly Picked[],
): { readonly offeredPeople: readonly Offer[]; readonly offeredGroups: readonly Offer[] } {
  const isNew = ({ picked }: Offer): boolean =>
    !choice.some(({ kind, id }) => kind === picked.kind && id === picked.id);
  return {
    offeredPeople: people.map(offerOfPerson).filter(isNew),
    offeredGroups: groups.map(offerOfGroup).filter(isNew),
  };
}
