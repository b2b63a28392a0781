import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArrowUndoRegular,
  DeleteRegular,
  EditRegular,
  HandshakeRegular,
  OpenRegular,
} from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu, type MenuAct } from '../../components/MoreMenu.tsx';
import { PagedRecords, useRows } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { usePeers } from '../../queries/peers.ts';
import type { Direction, Peer } from '../../peers/answers.ts';
import type { WantedAct } from './PeerForms.tsx';
import { usePeerColumns } from './usePeerColumns.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  account: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS },
  // As wide as the box that is not there, so that names stand below each other.
  noBox: { width: '32px', flexShrink: 0 },
  name: { paddingTop: '6px', minWidth: 0, overflowWrap: 'anywhere' },
});

/** The peer accounts in one direction, and what can be done with one or several of them. */
export function PeersPanel(props: {
  readonly direction: Direction;
  readonly onAct: (wanted: WantedAct) => void;
  /** What to do where there are none. */
  readonly emptyAction?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const navigate = useNavigate();
  const { direction, onAct, emptyAction } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = usePeers(direction);
  const rows = useRows(query) ?? [];
  const deletable = rows.filter(({ may }) => may.delete);
  const picked = deletable.filter(({ id }) => chosen.has(id));
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const columns = usePeerColumns((peer, name) => (
    <span className={styles.account}>
      {peer.may.delete ? (
        <Checkbox
          aria-label={t('choose', { subdomain: peer.subdomain })}
          checked={chosen.has(peer.id)}
          onChange={(_event, { checked }) => choose(peer.id, checked === true)}
        />
      ) : (
        <span className={styles.noBox} />
      )}
      <span className={styles.name}>{name}</span>
    </span>
  ));
  const actsOf = (peer: Peer): readonly MenuAct[] => [
    {
      key: 'look',
      act: t('act.look'),
      icon: <OpenRegular />,
      onAct: () => void navigate(`/peers/${peer.id}`),
    },
    ...(peer.direction === 'given' && peer.state === 'accepted'
      ? [
          {
            key: 'change',
            act: t('act.change'),
            icon: <EditRegular />,
            onAct: () => onAct({ act: 'change', peer }),
            reason: peer.request === null ? null : t('reason.undecided'),
          },
        ]
      : []),
    ...(peer.may.withdraw
      ? [
          {
            key: 'withdraw',
            act: t('act.withdraw'),
            icon: <ArrowUndoRegular />,
            onAct: () => onAct({ act: 'withdraw', peer }),
          },
        ]
      : []),
    ...(peer.may.delete
      ? [
          {
            key: 'delete',
            act: t('act.delete'),
            icon: <DeleteRegular />,
            onAct: () => onAct({ act: 'delete', peers: [peer] }),
          },
        ]
      : []),
  ];
  return (
    <Panel title={t(`${direction}.title`)} explanation={t(`${direction}.explanation`)}>
      {deletable.length === 0 ? null : (
        <div className={styles.bar}>
          <Text role="status">{t('chosen', { count: picked.length })}</Text>
          <DisabledWithReason reason={picked.length === 0 ? t('chooseFirst') : null}>
            <Button
              icon={<DeleteRegular />}
              onClick={() => {
                if (picked.length > 0) onAct({ act: 'delete', peers: picked });
              }}
            >
              {t('delete')}
            </Button>
          </DisabledWithReason>
        </div>
      )}
      <PagedRecords
        query={query}
        label={t(`${direction}.title`)}
        idOf={({ id }) => id}
        columns={columns}
        acts={{
          header: t('column.actions'),
          cell: (peer) => (
            <MoreMenu label={t('actsFor', { subdomain: peer.subdomain })} acts={actsOf(peer)} />
          ),
        }}
        empty={
          <EmptyState
            icon={<HandshakeRegular />}
            title={t(`${direction}.empty`)}
            text={t(`${direction}.emptyText`)}
            action={emptyAction}
          />
        }
      />
    </Panel>
  );
}
