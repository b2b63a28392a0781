import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { PageHeader } from '../components/PageHeader.tsx';
import { Parts } from '../components/Parts.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { PreferencesPanel } from './notifications/PreferencesPanel.tsx';
import { SentPanel } from './notifications/SentPanel.tsx';
import { NotFound } from './plain/NotFound.tsx';

const PARTS = ['sent', 'preferences'] as const;

/** What administrators of the tenant were told, and what the person wants to be told. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const navigate = useNavigate();
  const me = useMe();
  const { part: asked } = useParams();
  const part = PARTS.find((known) => known === asked) ?? 'sent';
  if (!isTenantAdmin(me)) return <NotFound />;
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanation')} />
      <Parts
        label={t('parts')}
        parts={PARTS}
        wordsOf={(each) => t(`part.${each}`)}
        part={part}
        onPart={(chosen) => void navigate(`/notifications/${chosen}`, { replace: true })}
      >
        {part === 'sent' ? <SentPanel /> : <PreferencesPanel />}
      </Parts>
    </>
  );
}
