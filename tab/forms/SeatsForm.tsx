import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActKeys, underKey } from '../act-keys.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { actOnSeats, type SeatAct, type SeatResult } from '../queries/reclaim.ts';
import { useAct } from '../queries/refresh.ts';

/** What is to be done, and whose seats are meant. */
export interface WantedSeats {
  readonly act: SeatAct;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** How many were chosen for whom it cannot be done now. */
  readonly leftOut: number;
}

/** Asks for seats, releases them, or takes either back, after it was said what that means. */
export function SeatsForm(props: {
  readonly wanted: WantedSeats;
  /** For how long the people must not have been active. */
  readonly days: number;
  readonly onDone: (results: readonly SeatResult[]) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('reclaim');
  const { wanted, days, onDone, onClose } = props;
  const { act, people, leftOut } = wanted;
  const [keys] = useState(createActKeys);
  const personIds = people.map(({ id }) => id);
  const doing = useAct((input: readonly string[]) =>
    underKey(keys, [act, input], (key) => actOnSeats(act, input, days, key)),
  );
  const isSeveral = act === 'release' && people.length > 1;
  return (
    <ConfirmDialog
      open
      title={t(`confirm.${act}.title`, { count: people.length })}
      act={t(isSeveral ? 'act.releaseAll' : `act.${act}`)}
      onConfirm={() => doing.mutate(personIds, { onSuccess: onDone })}
      onClose={onClose}
      busy={doing.isPending}
      error={doing.error}
    >
      <Text>{t(`confirm.${act}.text`)}</Text>
      {leftOut === 0 ? null : <Text>{t('confirm.leftOut', { count: leftOut })}</Text>}
    </ConfirmDialog>
  );
}
