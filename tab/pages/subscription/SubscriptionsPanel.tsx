import { Badge } from '@fluentui/react-components';
import { CheckmarkCircleRegular, KeyRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import type { Subscription } from '../../queries/subscription.ts';
import { phaseOf, type Phase } from '../../subscription/phase.ts';

const COLORS = {
  running: 'success',
  ended: 'warning',
  over: 'informative',
  later: 'informative',
} as const;

type Each = Subscription['subscriptions'][number];

/** Every subscription with its term; where there is none, how one comes here. */
export function SubscriptionsPanel(props: {
  readonly subscriptions: Subscription['subscriptions'];
  /** The service's day, `YYYY-MM-DD`; null where it is not known, and so nothing is said of where each stands. */
  readonly today: string | null;
}) {
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const { subscriptions, today } = props;
  if (subscriptions.length === 0) {
    return (
      <Panel title={t('list.title')}>
        <EmptyState icon={<KeyRegular />} title={t('list.empty')} text={t('list.emptyText')} />
      </Panel>
    );
  }
  return (
    <Panel title={t('list.title')} explanation={t('list.explanation')}>
      <RecordTable
        label={t('list.title')}
        rows={subscriptions}
        idOf={({ id }) => id}
        columns={[
          {
            key: 'what',
            header: t('list.column.what'),
            cell: ({ plan, seats }) => t(`list.gives.${plan}`, { count: seats }),
          },
          {
            key: 'startsOn',
            header: t('list.column.startsOn'),
            isWhole: true,
            cell: ({ startsOn }) => format.day(startsOn),
          },
          {
            key: 'endsOn',
            header: t('list.column.endsOn'),
            isWhole: true,
            cell: ({ endsOn }) => format.day(endsOn),
          },
          ...(today === null
            ? []
            : [
                {
                  key: 'state',
                  header: t('list.column.state'),
                  cell: (each: Each) => <PhaseBadge phase={phaseOf(each, today)} />,
                },
              ]),
        ]}
      />
    </Panel>
  );
}

/** Where a subscription is in its term, in a word. */
function PhaseBadge({ phase }: { readonly phase: Phase }) {
  const { t } = useTranslation('subscription');
  return (
    <Badge
      appearance="tint"
      color={COLORS[phase]}
      {...(phase === 'running' ? { icon: <CheckmarkCircleRegular /> } : {})}
    >
      {t(`list.state.${phase}`)}
    </Badge>
  );
}
