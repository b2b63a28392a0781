import { makeStyles, Tag, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CustomerUser } from '../../customers/answers.ts';

/** So many are named. */
const NAMED_MAX = 12;

const useStyles = makeStyles({
  users: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tag: { maxWidth: '220px' },
});

/** Who is chosen, by name (PC-21). */
export function SelectedUsers({ users }: { readonly users: readonly CustomerUser[] }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customerActs');
  const { compare } = new Intl.Collator(i18n.language);
  const sorted = users.toSorted((one, other) => compare(one.displayName, other.displayName));
  const hidden = sorted.length - NAMED_MAX;
  return (
    <ul className={styles.users} aria-label={t('selected')}>
      {sorted.slice(0, NAMED_MAX).map(({ id, displayName }) => (
        <li key={id}>
          <Tag size="small" className={styles.tag}>
            {displayName}
          </Tag>
        </li>
      ))}
      {hidden > 0 ? (
        <li>
          <Text size={200}>{t('more', { count: hidden })}</Text>
        </li>
      ) : null}
    </ul>
  );
}
