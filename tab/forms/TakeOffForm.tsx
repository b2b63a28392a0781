import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { endingShape } from '../../api/catalogs/contract.ts';
import { ApiError } from '../api-error.ts';
import { api } from '../api.ts';
import { endingOf, type Holding } from '../catalogs/outcomes.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { useAct } from '../queries/refresh.ts';

/** How taking somebody off ended. */
export type Ending = z.infer<typeof endingShape>;

/** The texts of taking somebody off, with the names filled in. */
export interface TakeOffWords {
  readonly title: string;
  readonly act: string;
  /** What ends where nothing else holds the person. */
  readonly ends: ReactNode;
  /** That the individual part ends and groups remain, which are listed below it. */
  readonly stays: string;
  /** That only groups hold the person: it is refused. */
  readonly held: (groups: string) => string;
}

/** The groups that a refusal `held-by-group` names. */
const groupIdsIn = (error: unknown): readonly string[] | null =>
  error instanceof ApiError && error.code === 'held-by-group'
    ? ((error.facts['groupIds'] as readonly string[] | undefined) ?? [])
    : null;

/** Ends what is individual of an enrolment or a list entry, and names the groups that remain (S-6). */
export function TakeOffForm(props: {
  readonly address: string;
  readonly holding: Holding;
  readonly words: TakeOffWords;
  readonly groupName: (groupId: string) => string;
  readonly onDone: (ending: Ending) => void;
  readonly onClose: () => void;
}) {
  const { address, holding, words, groupName, onDone, onClose } = props;
  const end = useAct(() => api.delete(address, endingShape));
  const heldBy = groupIdsIn(end.error);
  return (
    <ConfirmDialog
      open
      title={words.title}
      act={words.act}
      onConfirm={() => end.mutate(undefined, { onSuccess: onDone })}
      onClose={onClose}
      busy={end.isPending}
      waiting={heldBy !== null}
      error={heldBy === null ? end.error : null}
    >
      {heldBy !== null ? (
        <Text role="alert">{words.held(heldBy.map(groupName).join(', '))}</Text>
      ) : endingOf(holding) === 'ends' ? (
        words.ends
      ) : (
        <>
          <Text>{words.stays}</Text>
          <ul>
            {holding.groupIds.map((groupId) => (
              <li key={groupId}>{groupName(groupId)}</li>
            ))}
          </ul>
        </>
      )}
    </ConfirmDialog>
  );
}
