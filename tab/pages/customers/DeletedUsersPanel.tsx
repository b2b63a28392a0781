import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { boxesOf } from '../../components/boxesOf.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable, type Column } from '../../components/RecordTable.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import type { CustomerDetail, DeletedUser } from '../../customers/answers.ts';
import { FIRST, nextPlace, pageNumber, previousPlace } from '../../customers/pages.ts';
import { boxOfPage, withPage, withUser, type Selection } from '../../customers/selection.ts';
import { RestoreUsersForm } from '../../forms/customers/opened.ts';
import { useFormat } from '../../format.ts';
import { useDeletedUsers } from '../../queries/customers.ts';
import { useObstacle } from './useObstacle.ts';

/** From so many days on it is told in another colour, as the notice of C-4 is sent. */
const SOON_DAYS = 7;

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  chosen: { flexGrow: 1 },
  user: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

/** Who was deleted and can still be restored, with the days that are left (PC-31, PC-32, C-4). */
export function DeletedUsersPanel({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const [place, setPlace] = useState(FIRST);
  const [chosen, setChosen] = useState<Selection<DeletedUser>>(new Map());
  const [restoring, setRestoring] = useState<readonly DeletedUser[] | null>(null);
  const obstacle = useObstacle(customer)('restoreUsers');
  const isOpen = customer.usable && customer.may.readUsers;
  const deleted = useDeletedUsers(customer.id, place.cursor, isOpen);
  const columns = useColumns();
  if (!isOpen) {
    return (
      <EmptyState
        icon={<PersonDeleteRegular />}
        title={t('users.closed')}
        text={t('users.closedText')}
      />
    );
  }
  const page = deleted.data?.items ?? [];
  const nextCursor = deleted.data?.nextCursor ?? null;
  const reason = obstacle ?? (chosen.size === 0 ? t('selection.nobody') : null);
  return (
    <Panel title={t('deleted.title')} explanation={t('deleted.explanation')}>
      <ErrorNotice error={deleted.error} onRetry={() => void deleted.refetch()} />
      {deleted.data === undefined && deleted.error === null ? <RowsSkeleton /> : null}
      {deleted.data !== undefined && page.length === 0 ? (
        <EmptyState
          icon={<PersonDeleteRegular />}
          title={t('deleted.nobody')}
          text={t('deleted.nobodyText')}
        />
      ) : null}
      {page.length === 0 ? null : (
        <>
          <div role="group" aria-label={t('selection.label')} className={styles.bar}>
            <Text role="status" className={styles.chosen}>
              {t('selection.count', { count: chosen.size })}
            </Text>
            <DisabledWithReason reason={reason}>
              <Button
                icon={<ArrowUndoRegular />}
                onClick={reason === null ? () => setRestoring([...chosen.values()]) : undefined}
              >
                {t('act.restore')}
              </Button>
            </DisabledWithReason>
          </div>
          <RecordTable
            label={t('deleted.title')}
            rows={page}
            idOf={({ id }) => id}
            columns={columns}
            choice={boxesOf<DeletedUser>({
              all: boxOfPage(chosen, page),
              allLabel: t('users.choosePage'),
              onAll: (isChosen) => setChosen(withPage(chosen, page, isChosen)),
              isChosen: ({ id }) => chosen.has(id),
              labelOf: ({ displayName }) => t('users.choose', { name: displayName }),
              onChoose: (user, isChosen) => setChosen(withUser(chosen, user, isChosen)),
            })}
            acts={{
              header: t('column.actions'),
              cell: (user) => (
                <DisabledWithReason reason={obstacle}>
                  <Button
                    appearance="subtle"
                    icon={<ArrowUndoRegular />}
                    aria-label={t('act.restoreOne', { name: user.displayName })}
                    onClick={obstacle === null ? () => setRestoring([user]) : undefined}
                  />
                </DisabledWithReason>
              ),
            }}
          />
        </>
      )}
      <Pager
        label={t('deleted.pages')}
        page={pageNumber(place)}
        hasNext={nextCursor !== null}
        isLoading={deleted.isPlaceholderData}
        onFirst={() => setPlace(FIRST)}
        onPrevious={() => setPlace(previousPlace(place))}
        onNext={() => {
          if (nextCursor !== null) setPlace(nextPlace(place, nextCursor));
        }}
      />
      {restoring === null ? null : (
        <RestoreUsersForm
          customer={customer}
          users={restoring}
          onRestored={() => setChosen(new Map())}
          onClose={() => setRestoring(null)}
        />
      )}
    </Panel>
  );
}

function useColumns(): readonly [Column<DeletedUser>, ...Column<DeletedUser>[]] {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const format = useFormat();
  return [
    {
      key: 'user',
      header: t('column.user'),
      width: '34%',
      cell: ({ displayName, userName }) => (
        <span className={styles.user}>
          {displayName}
          <Text size={200} className={styles.quiet}>
            <MailAddress address={userName} />
          </Text>
        </span>
      ),
    },
    {
      key: 'left',
      header: t('column.daysLeft'),
      isWhole: true,
      cell: ({ daysLeft, restorableUntil }) => (
        <Badge
          appearance="tint"
          color={daysLeft <= SOON_DAYS ? 'warning' : 'informative'}
          title={t('deleted.until', { at: format.instant(restorableUntil) })}
        >
          {t('deleted.left', { count: daysLeft })}
        </Badge>
      ),
    },
    {
      key: 'deleted',
      header: t('column.deleted'),
      cell: ({ deletedAt, deletedBy }) => (
        <span className={styles.user}>
          {format.instant(deletedAt)}
          <Text size={200} className={styles.quiet}>
            {deletedBy === null
              ? t('deleted.elsewhere')
              : t('deleted.by', { name: deletedBy.displayName ?? t('deleted.colleague') })}
          </Text>
        </span>
      ),
    },
    {
      key: 'licences',
      header: t('column.licencesBefore'),
      cell: ({ licences }) =>
        licences === null
          ? t('deleted.unknown')
          : licences.length === 0
            ? t('users.unlicensed')
            : licences.map(({ name }) => name).join(', '),
    },
  ];
}
