import {
  Button,
  Checkbox,
  Field,
  makeStyles,
  Select,
  Spinner,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { save } from '../../download.ts';
import { countRegistered, downloadPeerReport } from '../../queries/peers.ts';
import type { Peer } from '../../peers/answers.ts';

const TRAINING_KINDS = ['enrolments', 'catalogs'] as const;

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  fields: {
    display: 'grid',
    width: '100%',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    // A select is as wide as its longest choice unless it may not be.
    '& select': { minWidth: 0 },
  },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** What the initiator of a link may see of the other account: nothing but these (PA-18, PA-25). */
export function PeerReportsPanel({ peer }: { readonly peer: Peer }) {
  const { t } = useTranslation('peers');
  const [isSaid, setSaid] = useState(false);
  const said = () => setSaid(true);
  return (
    <Panel title={t('reports.title')} explanation={t('reports.explanation')}>
      <DoneNotice text={isSaid ? t('done.downloaded') : null} onClose={() => setSaid(false)} />
      <TrainingReports peer={peer} onDone={said} />
      <UserReport peer={peer} onDone={said} />
    </Panel>
  );
}

interface Part {
  readonly peer: Peer;
  readonly onDone: () => void;
}

/** A catalog that is shared on the link has to be chosen (PA-21). */
function TrainingReports({ peer, onDone }: Part) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { catalogs, may } = peer;
  const [chosen, setChosen] = useState('');
  const [kind, setKind] = useState<(typeof TRAINING_KINDS)[number]>('enrolments');
  // What was chosen may not be shared any more.
  const catalogId = (catalogs.find((one) => one.catalogId === chosen) ?? catalogs[0])?.catalogId;
  const download = useMutation({
    mutationFn: (of: string) => downloadPeerReport(peer.id, kind, { catalogId: of }),
    onSuccess: (file) => {
      save(file);
      onDone();
    },
  });
  return (
    <div className={styles.part}>
      <Subtitle2 as="h3">{t('reports.training')}</Subtitle2>
      {!may.trainingReports ? (
        <Text>{t('reports.closedTraining')}</Text>
      ) : catalogId === undefined ? (
        <Text>{t('reports.noCatalog')}</Text>
      ) : (
        <>
          <div className={styles.fields}>
            <Field required label={t('reports.catalog')}>
              <Select value={catalogId} onChange={(_event, data) => setChosen(data.value)}>
                {catalogs.map((one) => (
                  <option key={one.catalogId} value={one.catalogId}>
                    {one.name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field required label={t('reports.kind')}>
              <Select
                value={kind}
                onChange={(_event, data) =>
                  setKind(TRAINING_KINDS.find((each) => each === data.value) ?? kind)
                }
              >
                {TRAINING_KINDS.map((each) => (
                  <option key={each} value={each}>
                    {t(`reports.kinds.${each}`)}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <DownloadButton
            words={t('reports.download')}
            isPending={download.isPending}
            onDownload={() => download.mutate(catalogId)}
          />
        </>
      )}
      <ErrorNotice error={download.error} />
    </div>
  );
}

/** Open while the other account consents; nothing is asked before somebody wants to know, for both sides note it. */
function UserReport({ peer, onDone }: Part) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { may, permissions } = peer;
  const [activeOnly, setActiveOnly] = useState(false);
  const count = useMutation({ mutationFn: () => countRegistered(peer.id) });
  const download = useMutation({
    mutationFn: () => downloadPeerReport(peer.id, 'users', activeOnly ? { activeOnly } : {}),
    onSuccess: (file) => {
      save(file);
      onDone();
    },
  });
  return (
    <div className={styles.part}>
      <Subtitle2 as="h3">{t('reports.users')}</Subtitle2>
      {may.userReport ? (
        <>
          <div className={styles.acts}>
            <Button disabledFocusable={count.isPending} onClick={() => count.mutate()}>
              {t('reports.count')}
            </Button>
            <Text role="status" weight="semibold">
              {count.data === undefined ? '' : t('reports.counted', { count: count.data })}
            </Text>
          </div>
          <Checkbox
            label={t('reports.activeOnly')}
            checked={activeOnly}
            onChange={(_event, { checked }) => setActiveOnly(checked === true)}
          />
          <DownloadButton
            words={t('reports.downloadUsers')}
            isPending={download.isPending}
            onDownload={() => download.mutate()}
          />
        </>
      ) : (
        <Text>{t(permissions.users ? 'reports.closedUsers' : 'reports.notAskedUsers')}</Text>
      )}
      <ErrorNotice error={count.error ?? download.error} />
    </div>
  );
}

function DownloadButton(props: {
  readonly words: string;
  readonly isPending: boolean;
  readonly onDownload: () => void;
}) {
  const { words, isPending, onDownload } = props;
  return (
    <Button
      icon={isPending ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
      disabledFocusable={isPending}
      onClick={onDownload}
    >
      {words}
    </Button>
  );
}
