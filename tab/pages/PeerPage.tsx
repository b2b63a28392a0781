import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowUndoRegular,
  DeleteRegular,
  EditRegular,
  HandshakeRegular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DisabledWithReason } from '../components/DisabledWithReason.tsx';
import { DoneNotice } from '../components/DoneNotice.tsx';
import { LoadedPage } from '../components/LoadedPage.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Trail } from '../components/Trail.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { usePeer } from '../queries/peers.ts';
import type { Peer } from '../peers/answers.ts';
import { Gone } from './plain/Gone.tsx';
import { NotFound } from './plain/NotFound.tsx';
import { ConsentPanel } from './peers/ConsentPanel.tsx';
import { PeerCatalogsPanel } from './peers/PeerCatalogsPanel.tsx';
import { PeerForms, type WantedAct } from './peers/PeerForms.tsx';
import { PeerReportsPanel } from './peers/PeerReportsPanel.tsx';
import { RequestPanel } from './peers/RequestPanel.tsx';
import { StandingPanel } from './peers/StandingPanel.tsx';
import { useFate } from './peers/useFate.ts';

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
});

/** One peer account: what waits to be decided, what is shared, its catalogs, its reports and the consent to them. */
export function PeerPage() {
  const { peerId = '' } = useParams();
  return isTenantAdmin(useMe()) ? <PeerById key={peerId} peerId={peerId} /> : <NotFound />;
}

function PeerById({ peerId }: { readonly peerId: string }) {
  return (
    <LoadedPage query={usePeer(peerId)} gone={<PeerGone />}>
      {(peer) => <Loaded peer={peer} />}
    </LoadedPage>
  );
}

function Loaded({ peer }: { readonly peer: Peer }) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const [wanted, setWanted] = useState<WantedAct | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const fate = useFate(peer);
  const { subdomain, direction, state, may, request } = peer;
  const end = (words: string) => {
    fate.settle();
    setDone(words);
  };
  const want = (next: WantedAct | null) => {
    if (next !== null) setDone(null);
    setWanted(next);
  };
  return (
    <>
      <PageHeader
        trail={<Trail stops={[{ name: t('title'), path: '/peers' }]} />}
        title={subdomain}
        explanation={t(`page.${direction}`)}
        actions={
          <>
            {direction === 'given' && state === 'accepted' ? (
              <DisabledWithReason reason={request === null ? null : t('reason.undecided')}>
                <Button
                  icon={<EditRegular />}
                  onClick={() => {
                    if (request === null) want({ act: 'change', peer });
                  }}
                >
                  {t('act.change')}
                </Button>
              </DisabledWithReason>
            ) : null}
            {may.withdraw ? (
              <Button icon={<ArrowUndoRegular />} onClick={() => want({ act: 'withdraw', peer })}>
                {t('act.withdraw')}
              </Button>
            ) : null}
            {may.delete ? (
              <Button
                icon={<DeleteRegular />}
                onClick={() => want({ act: 'delete', peers: [peer] })}
              >
                {t('act.delete')}
              </Button>
            ) : null}
          </>
        }
      />
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <DoneNotice
        text={fate.told === null ? null : t(`fate.${direction}.${fate.told}`, { subdomain })}
        intent="info"
        onClose={fate.settle}
      />
      <div className={styles.panels}>
        {request === null ? null : (
          <RequestPanel
            // Another request begins with nothing chosen.
            key={request.requestedAt}
            peer={peer}
            request={request}
            onDone={end}
          />
        )}
        <StandingPanel peer={peer} />
        {direction === 'received' && state === 'accepted' && peer.permissions.users ? (
          <ConsentPanel peer={peer} onDone={setDone} />
        ) : null}
        {state === 'accepted' ? <PeerCatalogsPanel peer={peer} onDone={setDone} /> : null}
        {direction === 'given' && state === 'accepted' ? <PeerReportsPanel peer={peer} /> : null}
      </div>
      <PeerForms wanted={wanted} onWanted={want} onDone={end} />
    </>
  );
}

function PeerGone() {
  const { t } = useTranslation('peers');
  return (
    <Gone
      icon={<HandshakeRegular />}
      title={t('page.gone')}
      text={t('page.goneText')}
      act={t('page.toList')}
      path="/peers"
    />
  );
}
