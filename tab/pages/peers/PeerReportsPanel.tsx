import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { DocumentArrowDownRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RequestReportForm } from '../../forms/opened.ts';
import { countRegistered } from '../../queries/peers.ts';
import type { Peer } from '../../peers/answers.ts';

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

interface Part {
  readonly peer: Peer;
  readonly onMake: () => void;
}

/** What the initiator of a link may see of the other account: nothing but these (PA-18, PA-25). */
export function PeerReportsPanel({ peer }: { readonly peer: Peer }) {
  const { t } = useTranslation('peers');
  const [kind, setKind] = useState<'peer-enrolments' | 'peer-users' | null>(null);
  return (
    <Panel title={t('reports.title')} explanation={t('reports.explanation')}>
      <TrainingReports peer={peer} onMake={() => setKind('peer-enrolments')} />
      <UserReport peer={peer} onMake={() => setKind('peer-users')} />
      {kind === null ? null : (
        <RequestReportForm wish={{ peerId: peer.id, kind }} onClose={() => setKind(null)} />
      )}
    </Panel>
  );
}

/** Open with the permission, on catalogs that are shared on the link (P-10). */
function TrainingReports({ peer, onMake }: Part) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { catalogs, may } = peer;
  return (
    <div className={styles.part}>
      <Subtitle2 as="h3">{t('reports.training')}</Subtitle2>
      {!may.trainingReports ? (
        <Text>{t('reports.closedTraining')}</Text>
      ) : catalogs.length === 0 ? (
        <Text>{t('reports.noCatalog')}</Text>
      ) : (
        <MakeButton words={t('reports.makeTraining')} onMake={onMake} />
      )}
    </div>
  );
}

/** Open while the other account consents; nothing is asked before somebody wants to know, for both sides note it. */
function UserReport({ peer, onMake }: Part) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { may, permissions } = peer;
  const count = useMutation({ mutationFn: () => countRegistered(peer.id) });
  return (
    <div className={styles.part}>
      <Subtitle2 as="h3">{t('reports.users')}</Subtitle2>
      {may.userReport ? (
        <div className={styles.acts}>
          <MakeButton words={t('reports.makeUsers')} onMake={onMake} />
          <Button disabledFocusable={count.isPending} onClick={() => count.mutate()}>
            {t('reports.count')}
          </Button>
          <Text role="status" weight="semibold">
            {count.data === undefined ? '' : t('reports.counted', { count: count.data })}
          </Text>
        </div>
      ) : (
        <Text>{t(permissions.users ? 'reports.closedUsers' : 'reports.notAskedUsers')}</Text>
      )}
      <ErrorNotice error={count.error} />
    </div>
  );
}

const MakeButton = (props: { readonly words: string; readonly onMake: () => void }) => (
  <Button icon={<DocumentArrowDownRegular />} onClick={props.onMake}>
    {props.words}
  </Button>
);
