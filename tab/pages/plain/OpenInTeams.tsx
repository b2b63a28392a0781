import { Button } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';

/** For whoever opens the tab's address in a browser. */
export function OpenInTeams() {
  const { t } = useTranslation('shell');
  return (
    <PlainPage
      icon={<PeopleTeamRegular />}
      title={t('plain.openInTeams.title')}
      text={t('plain.openInTeams.text')}
      action={
        <Button as="a" appearance="primary" href="https://teams.microsoft.com/" target="_top">
          {t('plain.openInTeams.act')}
        </Button>
      }
    />
  );
}
