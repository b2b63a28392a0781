import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { MailAddress } from '../../components/MailAddress.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import type { CustomerUser } from '../../customers/answers.ts';
import { locationName } from '../../customers/locations.ts';

const useStyles = makeStyles({
  user: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
  },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

/** What the list tells of each user. */
export function useUserColumns(): readonly [Column<CustomerUser>, ...Column<CustomerUser>[]] {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customers');
  return [
    {
      key: 'user',
      header: t('column.user'),
      width: '38%',
      cell: (user) => (
        <span className={styles.user}>
          <span className={styles.name}>
            {user.displayName}
            <Marks user={user} />
          </span>
          <Text size={200} className={styles.quiet}>
            <MailAddress address={user.userName} />
          </Text>
        </span>
      ),
    },
    {
      key: 'licences',
      header: t('column.licences'),
      cell: ({ licences }) =>
        licences.length === 0
          ? t('users.unlicensed')
          : licences
              .map(({ name, via }) => (via === 'group' ? t('users.inherited', { name }) : name))
              .join(', '),
    },
    {
      key: 'location',
      header: t('column.location'),
      cell: ({ usageLocation }) =>
        usageLocation === null ? t('users.noLocation') : locationName(usageLocation, i18n.language),
    },
  ];
}

/** What is special about a user. */
function Marks({ user }: { readonly user: CustomerUser }) {
  const { t } = useTranslation('customers');
  const marks = (['admin', 'guest', 'synced'] as const).filter((mark) => user[mark]);
  return (
    <>
      {user.enabled ? null : (
        <Badge appearance="tint" color="warning">
          {t('mark.disabled')}
        </Badge>
      )}
      {marks.map((mark) => (
        <Badge key={mark} appearance="outline" color="informative">
          {t(`mark.${mark}`)}
        </Badge>
      ))}
    </>
  );
}
