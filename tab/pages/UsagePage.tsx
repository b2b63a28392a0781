import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { Parts } from '../components/Parts.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { useUsage } from '../queries/usage.ts';
import { NotFound } from './plain/NotFound.tsx';
import { AdvicePanel } from './usage/AdvicePanel.tsx';
import { AskedPanel } from './usage/AskedPanel.tsx';
import { MonthsPart } from './usage/MonthsPart.tsx';
import { SettingsPanel } from './usage/SettingsPanel.tsx';

const PARTS = ['months', 'advice', 'asked', 'settings'] as const;
type Part = (typeof PARTS)[number];

const PANELS: Readonly<Record<Exclude<Part, 'months'>, () => React.JSX.Element>> = {
  advice: AdvicePanel,
  asked: AskedPanel,
  settings: SettingsPanel,
};

/** What is used: month by month, and under the seats plan which seats nobody uses and what becomes of them. */
export function UsagePage() {
  return isTenantAdmin(useMe()) ? <TenantUsage /> : <NotFound />;
}

function TenantUsage() {
  const { t } = useTranslation('usage');
  const { data: usage, error, refetch } = useUsage(null);
  if (usage === undefined) {
    return error === null ? (
      <PageSkeleton />
    ) : (
      <>
        <PageHeader title={t('title')} explanation={t('explanation.seats')} />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} explanation={t(`explanation.${usage.plan}`)} />
      {usage.plan === 'mau' ? <MonthsPart /> : <SeatsUsage />}
    </>
  );
}

/** Where seats are billed, the months are one part among others. */
function SeatsUsage() {
  const { t } = useTranslation('usage');
  const navigate = useNavigate();
  const { part: asked } = useParams();
  const part = PARTS.find((known) => known === asked) ?? 'months';
  const Panel = part === 'months' ? MonthsPart : PANELS[part];
  return (
    <Parts
      label={t('parts')}
      parts={PARTS}
      wordsOf={(each) => t(`part.${each}`)}
      part={part}
      onPart={(chosen) => void navigate(`/usage/${chosen}`, { replace: true })}
    >
      <Panel />
    </Parts>
  );
}
