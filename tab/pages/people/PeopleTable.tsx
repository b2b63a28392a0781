import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import type { PersonShape } from '../../../api/seats/contract.ts';
import { VirtualTable, type Column } from '../../components/VirtualTable.tsx';
import { useFormat } from '../../format.ts';
import { StandingBadge } from './StandingBadge.tsx';

const useStyles = makeStyles({
  table: { flex: '1 1 0' },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  link: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  account: {
    color: tokens.colorNeutralForeground2,
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  badge: { flexShrink: 0 },
});

const keyOf = ({ id }: PersonShape): string => id;

function Name(props: {
  readonly person: PersonShape;
  /** There is no room for a column of its own. */
  readonly withStanding: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const { person, onOpen } = props;
  const account = person.userName ?? person.mail ?? t('noAccount');
  const href = useHref(`/people/${person.id}`);
  return (
    <>
      <span className={styles.name}>
        <Link
          href={href}
          className={styles.link}
          onClick={(event) => {
            event.preventDefault();
            onOpen(person.id);
          }}
        >
          {person.displayName}
        </Link>
        {person.guest ? (
          <Badge appearance="outline" color="informative" size="small" className={styles.badge}>
            {t('guest')}
          </Badge>
        ) : null}
      </span>
      {props.withStanding ? (
        <StandingBadge standing={person.standing} />
      ) : (
        <Text size={200} className={styles.account} title={account}>
          {account}
        </Text>
      )}
    </>
  );
}

/** People, each with how they stand; a name opens the explanation. */
export function PeopleTable(props: {
  readonly people: readonly PersonShape[];
  readonly chosenId: string | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (personId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const format = useFormat();
  const { onOpen } = props;
  const columns = useMemo<readonly Column<PersonShape>[]>(
    () => [
      {
        key: 'name',
        header: t('column.name'),
        minWidthPx: 180,
        grows: 3,
        importance: 0,
        cell: (person, shown) => (
          <Name person={person} withStanding={!shown.has('standing')} onOpen={onOpen} />
        ),
      },
      {
        key: 'standing',
        header: t('column.standing'),
        minWidthPx: 136,
        grows: 1,
        importance: 1,
        cell: ({ standing }) => <StandingBadge standing={standing} />,
      },
      {
        key: 'since',
        header: t('column.since'),
        minWidthPx: 140,
        grows: 1,
        importance: 2,
        cell: ({ since }) => (since === null ? '' : format.day(since)),
      },
      {
        key: 'mail',
        header: t('column.mail'),
        minWidthPx: 220,
        grows: 3,
        importance: 3,
        cell: ({ mail }) => (mail === null ? '' : <span title={mail}>{mail}</span>),
      },
    ],
    [t, format, onOpen],
  );
  return (
    <VirtualTable
      label={t('title')}
      columns={columns}
      items={props.people}
      keyOf={keyOf}
      chosenKey={props.chosenId}
      hasMore={props.hasMore}
      isLoadingMore={props.isLoadingMore}
      onMore={props.onMore}
      className={styles.table}
    />
  );
}
