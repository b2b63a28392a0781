import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { EndGroupForm } from '../../forms/opened.ts';
import { useLinkedGroups } from '../../queries/catalogs.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
  name: { flex: '1 1 160px', minWidth: 0, overflowWrap: 'anywhere' },
  none: { color: tokens.colorNeutralForeground2 },
});

/** The groups whose members are enrolled or listed, and the end of that. */
export function GroupsPanel(props: { readonly base: string; readonly of: 'enrolment' | 'list' }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { base, of } = props;
  const { data, error, refetch } = useLinkedGroups(base);
  const [ending, setEnding] = useState<{ readonly groupId: string; readonly name: string } | null>(
    null,
  );
  return (
    <Panel
      title={t('groups.title')}
      explanation={t(of === 'list' ? 'groups.listExplanation' : 'groups.enrolExplanation')}
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton>
          <SkeletonItem size={24} />
        </Skeleton>
      ) : null}
      {data?.items.length === 0 ? (
        <Text className={styles.none}>{t('groups.none')}</Text>
      ) : (
        <ul className={styles.list} aria-label={t('groups.title')}>
          {data?.items.map(({ groupId, displayName }) => {
            const name = displayName ?? t('groups.unnamed', { id: groupId });
            return (
              <li key={groupId} className={styles.group}>
                <PeopleTeamRegular aria-hidden />
                <Text className={styles.name}>{name}</Text>
                <Button
                  size="small"
                  aria-label={t('groups.end.title', { name })}
                  onClick={() => setEnding({ groupId, name })}
                >
                  {t('act.endGroup')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {ending === null ? null : (
        <EndGroupForm base={base} of={of} {...ending} onClose={() => setEnding(null)} />
      )}
    </Panel>
  );
}
