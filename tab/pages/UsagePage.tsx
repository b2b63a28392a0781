import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
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

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginBottom: tokens.spacingVerticalL },
});

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
      {usage.plan === 'mau' ? <MonthsPart /> : <Parts />}
    </>
  );
}

/** Where seats are billed, the months are one part among others. */
function Parts() {
  const styles = useStyles();
  const { t } = useTranslation('usage');
  const navigate = useNavigate();
  const { part: asked } = useParams();
  const part = PARTS.find((known) => known === asked) ?? 'months';
  const Panel = part === 'months' ? MonthsPart : PANELS[part];
  return (
    <>
      <TabList
        aria-label={t('parts')}
        className={styles.tabs}
        selectedValue={part}
        onTabSelect={(_event, { value }) =>
          void navigate(`/usage/${String(value)}`, { replace: true })
        }
      >
        {PARTS.map((each) => (
          <Tab key={each} value={each} id={`part-${each}`}>
            {t(`part.${each}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={`part-${part}`}>
        <Panel />
      </div>
    </>
  );
}
