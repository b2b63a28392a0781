import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FigureList } from '../components/FigureList.tsx';
import { useFormat } from '../format.ts';
import { deletedGiven, deletedReceived, type DeletedTogether } from '../peers/deletion.ts';
import { useMe } from '../queries/me.ts';
import { deletePeer, usePeerDeletions } from '../queries/peers.ts';
import type { Peer, PeerDeletion } from '../peers/answers.ts';
import { useAct } from '../queries/refresh.ts';
import { useStandingOf } from '../queries/subscription.ts';

const useStyles = makeStyles({
  // The space that the figures will take.
  preview: { minHeight: '72px' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

/** Deletes links of one direction, after it was shown who would be without a seat (PA-28, P-6, P-7). */
export function DeletePeersForm(props: {
  /** All given, or all received. */
  readonly peers: readonly Peer[];
  /** @param count of links that are deleted now */
  readonly onDone: (count: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('peers');
  const { peers, onDone, onClose } = props;
  const direction = peers[0]?.direction ?? 'given';
  const [left, setLeft] = useState(peers);
  const previews = usePeerDeletions(left.map(({ id }) => id));
  const subscription = useStandingOf(useMe()).data;
  const known = previews.map(({ data }) => data).filter((data) => data !== undefined);
  const isKnown = known.length === left.length && subscription !== undefined;
  const remove = useAct(async (chosen: readonly Peer[]) => {
    for (const { id } of chosen) {
      await deletePeer(id);
      setLeft((now) => now.filter((peer) => peer.id !== id));
    }
  });
  const together = !isKnown
    ? null
    : direction === 'given'
      ? deletedGiven(known)
      : deletedReceived(known, subscription);
  const [failed] = left;
  return (
    <ConfirmDialog
      open
      title={t('deleting.title', { count: left.length })}
      act={t('deleting.act', { count: left.length })}
      onConfirm={() => remove.mutate(left, { onSuccess: () => onDone(peers.length) })}
      onClose={onClose}
      busy={remove.isPending}
      waiting={!isKnown}
      error={remove.error}
    >
      <Text>{t(`deleting.text.${direction}`)}</Text>
      <ErrorNotice
        error={previews.find(({ error }) => error !== null)?.error}
        onRetry={() => previews.forEach(({ refetch }) => void refetch())}
      />
      <Preview direction={direction} together={together} />
      {isKnown ? <Each peers={left} previews={known} /> : null}
      {together !== null && direction === 'received' && together.inactive > 0 ? (
        <Text weight="semibold">{t('deleting.inactive')}</Text>
      ) : null}
      {together !== null && together.over > 0 ? <Text>{t('deleting.grace')}</Text> : null}
      {remove.error === null || failed === undefined ? null : (
        <Text>{t('deleting.failed', { subdomain: failed.subdomain })}</Text>
      )}
    </ConfirmDialog>
  );
}

function Preview(props: {
  readonly direction: Peer['direction'];
  readonly together: DeletedTogether | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { direction, together } = props;
  const figure = (value: number | undefined) => (value === undefined ? '…' : format.number(value));
  return (
    <div className={styles.preview} aria-busy={together === null}>
      <FigureList
        figures={[
          {
            key: 'seats',
            label: t(`deleting.seats.${direction}`),
            value: figure(together?.seats),
          },
          { key: 'over', label: t(`deleting.over.${direction}`), value: figure(together?.over) },
        ]}
      />
    </div>
  );
}

/** What deleting each of them comes to, in words. */
function Each(props: {
  readonly peers: readonly Peer[];
  readonly previews: readonly PeerDeletion[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const wordsOf = ({ request, direction }: Peer, preview: PeerDeletion): string =>
    [
      ...(preview.seats === 0 ? [] : [t('seatsOf', { count: preview.seats })]),
      ...(preview.over === 0 ? [] : [t('deleting.overOne', { count: preview.over })]),
      ...(preview.becomesInactive && direction === 'given' ? [t('deleting.inactiveThere')] : []),
      ...(request === null ? [] : [t('deleting.request')]),
      ...(preview.endsTrainingReports ? [t('deleting.training')] : []),
      ...(preview.endsUserReport ? [t('deleting.users')] : []),
    ].join('; ');
  return (
    <ul className={styles.list}>
      {props.peers.map((peer, place) => {
        const preview = props.previews[place];
        const what = preview === undefined ? '' : wordsOf(peer, preview);
        const { id, subdomain } = peer;
        return (
          <li key={id}>{what === '' ? subdomain : t('deleting.ofOne', { subdomain, what })}</li>
        );
      })}
    </ul>
  );
}
