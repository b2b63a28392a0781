import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../components/DoneNotice.tsx';
import { InnerLink } from '../components/InnerLink.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { useRows } from '../components/PagedRecords.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { usePeers } from '../queries/peers.ts';
import { useStandingOf } from '../queries/subscription.ts';
import { NotFound } from './plain/NotFound.tsx';
import { PeerForms, type WantedAct } from './peers/PeerForms.tsx';
import { PeersPanel } from './peers/PeersPanel.tsx';
import { SeatInformation } from './peers/SeatInformation.tsx';

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  bar: { marginBottom: tokens.spacingVerticalL },
  body: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
  },
  // The colour of links has too little contrast on a warning.
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'underline',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':active': { color: tokens.colorNeutralForeground1 },
  },
});

/** Peer accounts: seats shared and received, with whom, and what waits to be decided. */
export function PeersPage() {
  return isTenantAdmin(useMe()) ? <TenantPeers /> : <NotFound />;
}

function TenantPeers() {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const subdomain = useStandingOf(useMe()).data?.account.subdomain;
  const [wanted, setWanted] = useState<WantedAct | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const want = (next: WantedAct | null) => {
    if (next !== null) setDone(null);
    setWanted(next);
  };
  const explanation = [
    t('explanation'),
    ...(subdomain === undefined ? [] : [t('own', { subdomain })]),
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={explanation.join(' ')}
        actions={
          <Button appearance="primary" icon={<AddRegular />} onClick={() => want({ act: 'add' })}>
            {t('add')}
          </Button>
        }
      />
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <ToDecide />
      <div className={styles.panels}>
        <SeatInformation />
        <PeersPanel
          direction="given"
          onAct={want}
          emptyAction={<Button onClick={() => want({ act: 'add' })}>{t('add')}</Button>}
        />
        <PeersPanel direction="received" onAct={want} />
      </div>
      <PeerForms wanted={wanted} onWanted={want} onDone={setDone} />
    </>
  );
}

/** What waits for whoever looks: it stands above everything else. */
function ToDecide() {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const rows = useRows(usePeers('received')) ?? [];
  const waiting = rows.filter(({ may }) => may.decide);
  if (waiting.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <span>{t('toDecide', { count: waiting.length })}</span>
        {waiting.map(({ id, subdomain }) => (
          <InnerLink key={id} to={`/peers/${id}`} className={styles.link}>
            {t('look', { subdomain })}
          </InnerLink>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}
