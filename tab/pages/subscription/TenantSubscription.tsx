import { Button } from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewShape } from '../../../api/overview/contract.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { ActivateSubscriptionForm } from '../../forms/opened.ts';
import { trendOf } from '../../overview/trend.ts';
import { useOverview } from '../../queries/overview.ts';
import type { Subscription } from '../../queries/subscription.ts';
import { EMPTY_DRAFT } from '../../subscription/activation.ts';
import { ChangesPanel } from '../overview/ChangesPanel.tsx';
import { AccountPanel } from './AccountPanel.tsx';
import { ForecastPanel } from './ForecastPanel.tsx';
import { GracePanel } from './GracePanel.tsx';
import { useGrid } from './grid.ts';
import { MovesPanel } from './MovesPanel.tsx';
import { SeatsPanel } from './SeatsPanel.tsx';
import { SubscriptionsPanel } from './SubscriptionsPanel.tsx';
import { useDoneWords, type Done } from './useDoneWords.ts';

/** The subscription of the whole tenant, and its activation. */
export function TenantSubscription() {
  const { t } = useTranslation('subscription');
  // One answer of one instant: what counts, how it went so far, and what the service's day is.
  const { data, error, refetch } = useOverview();
  /** The subscription as it stood when the form was opened; null while it is closed. */
  const [opened, setOpened] = useState<Subscription | null>(null);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [done, setDone] = useState<Done | null>(null);
  const doneWords = useDoneWords(done, data?.subscription);

  const activate = (
    <Button
      appearance="primary"
      icon={<KeyRegular />}
      onClick={() => {
        setDone(null);
        setOpened(data?.subscription ?? null);
      }}
    >
      {t('activate.open')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanation')} actions={activate} />
      <DoneNotice text={doneWords} onClose={() => setDone(null)} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? <PageSkeleton /> : null}
      {data === undefined ? null : <Panels overview={data} />}
      {opened === null ? null : (
        <ActivateSubscriptionForm
          draft={draft}
          onDraft={setDraft}
          onDone={(made, isMoved) => {
            setOpened(null);
            setDraft({ ...draft, key: '', acceptedTerms: false });
            setDone({ made, isMoved, before: opened });
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function Panels({ overview }: { readonly overview: OverviewShape }) {
  const styles = useGrid();
  const { subscription, asOf, history } = overview;
  const today = asOf.slice(0, 10);
  return (
    <div className={styles.grid}>
      {subscription.graces.map((grace) => (
        <div key={`${grace.reason} ${grace.closesAt}`} className={styles.whole}>
          <GracePanel grace={grace} />
        </div>
      ))}
      <div className={styles.column}>
        <SeatsPanel subscription={subscription} />
        <ForecastPanel
          subscription={subscription}
          trend={trendOf(history.items, today, subscription.seats.used)}
        />
      </div>
      <div className={styles.column}>
        <AccountPanel subscription={subscription} />
        <MovesPanel />
        <ChangesPanel overview={overview} />
      </div>
      <div className={styles.whole}>
        <SubscriptionsPanel subscriptions={subscription.subscriptions} today={today} />
      </div>
    </div>
  );
}
