import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { PageHeader } from '../components/PageHeader.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { PreferencesPanel } from './notifications/PreferencesPanel.tsx';
import { SentPanel } from './notifications/SentPanel.tsx';
import { NotFound } from './plain/NotFound.tsx';

const PARTS = ['sent', 'preferences'] as const;

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginBottom: tokens.spacingVerticalL },
});

/** What administrators of the tenant were told, and what the person wants to be told. */
export function NotificationsPage() {
  const styles = useStyles();
  const { t } = useTranslation('notifications');
  const navigate = useNavigate();
  const me = useMe();
  const { part: asked } = useParams();
  const part = PARTS.find((known) => known === asked) ?? 'sent';
  if (!isTenantAdmin(me)) return <NotFound />;
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanation')} />
      <TabList
        aria-label={t('parts')}
        className={styles.tabs}
        selectedValue={part}
        onTabSelect={(_event, { value }) =>
          void navigate(`/notifications/${String(value)}`, { replace: true })
        }
      >
        {PARTS.map((each) => (
          <Tab key={each} value={each} id={`part-${each}`}>
            {t(`part.${each}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={`part-${part}`}>
        {part === 'sent' ? <SentPanel /> : <PreferencesPanel />}
      </div>
    </>
  );
}
