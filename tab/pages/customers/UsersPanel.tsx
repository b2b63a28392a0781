import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { boxesOf } from '../../components/boxesOf.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable } from '../../components/RecordTable.tsx';
import { RowsSkeleton } from '../../components/RowsSkeleton.tsx';
import { useTyped } from '../../components/useTyped.ts';
import type { CustomerDetail, CustomerUser } from '../../customers/answers.ts';
import {
  ALL_USERS,
  isNarrowed,
  userFilterFrom,
  userParamsOf,
  type UserFilter,
} from '../../customers/filter.ts';
import { FIRST, nextPlace, pageNumber, previousPlace } from '../../customers/pages.ts';
import {
  boxOfPage,
  seenOn,
  withPage,
  withUser,
  type Selection,
} from '../../customers/selection.ts';
import { useCustomerUsers, useLicences } from '../../queries/customers.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { UserFilterBar } from './UserFilterBar.tsx';
import { UserForms, type WantedUserAct } from './UserForms.tsx';
import { useUserActs } from './useUserActs.tsx';
import { useUserColumns } from './useUserColumns.tsx';

const useStyles = makeStyles({
  count: { color: tokens.colorNeutralForeground2 },
});

/** All users of a customer, whoever licensed them (PC-3): found, narrowed, chosen across pages, and acted upon. */
export function UsersPanel({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  if (!customer.usable || !customer.may.readUsers) {
    return (
      <EmptyState icon={<PeopleRegular />} title={t('users.closed')} text={t('users.closedText')} />
    );
  }
  return <OpenUsers customer={customer} />;
}

function OpenUsers({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const [params, setParams] = useSearchParams();
  const filter = userFilterFrom(params);
  const [place, setPlace] = useState(FIRST);
  const [selection, setSelection] = useState<Selection<CustomerUser>>(new Map());
  const [isChosenAlone, setChosenAlone] = useState(false);
  const [wanted, setWanted] = useState<WantedUserAct | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const choose = (next: UserFilter) => {
    setPlace(FIRST);
    setChosenAlone(false);
    setParams(userParamsOf(next), { replace: true });
  };
  const [typed, type] = useTyped(filter.search, (search) => choose({ ...filter, search }));
  const users = useCustomerUsers(customer.id, filter, place.cursor, true);
  const licences = useLicences(customer.id);
  const page = users.data?.items ?? [];
  const chosen = seenOn(selection, page);
  const isAlone = isChosenAlone && chosen.size > 0;
  const shown = isAlone ? [...chosen.values()] : page;
  const nextCursor = users.data?.nextCursor ?? null;
  const want = (next: WantedUserAct | null) => {
    setDone(null);
    setWanted(next);
  };
  const columns = useUserColumns();
  const actsOf = useUserActs(customer, want);
  const count = users.data?.count ?? null;
  return (
    <Panel title={t('users.title')} explanation={t('users.explanation')}>
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <UserFilterBar
        filter={filter}
        search={typed}
        onSearch={type}
        onChange={choose}
        licences={licences.data?.items ?? []}
      />
      <SelectionBar
        customer={customer}
        selection={chosen}
        isAlone={isAlone}
        onAlone={setChosenAlone}
        onClear={() => setSelection(new Map())}
        onAct={want}
      />
      <ErrorNotice error={users.error} onRetry={() => void users.refetch()} />
      {users.data === undefined && users.error === null ? <RowsSkeleton /> : null}
      {users.data !== undefined && shown.length === 0 ? (
        <EmptyState
          icon={<PeopleRegular />}
          title={t(isNarrowed(filter) ? 'users.none' : 'users.nobody')}
          text={t(isNarrowed(filter) ? 'users.noneText' : 'users.nobodyText')}
          {...(isNarrowed(filter)
            ? {
                action: <Button onClick={() => choose(ALL_USERS)}>{t('users.showAll')}</Button>,
              }
            : {})}
        />
      ) : null}
      {count === null || isAlone || shown.length === 0 ? null : (
        <Text size={200} role="status" className={styles.count}>
          {t('users.count', { count })}
        </Text>
      )}
      {shown.length === 0 ? null : (
        <RecordTable
          label={t(isAlone ? 'users.selected' : 'users.title')}
          rows={shown}
          idOf={({ id }) => id}
          columns={columns}
          choice={boxesOf<CustomerUser>({
            all: boxOfPage(chosen, shown),
            allLabel: t('users.choosePage'),
            onAll: (isChosen) => setSelection(withPage(chosen, shown, isChosen)),
            isChosen: ({ id }) => chosen.has(id),
            labelOf: ({ displayName }) => t('users.choose', { name: displayName }),
            onChoose: (user, isChosen) => setSelection(withUser(chosen, user, isChosen)),
          })}
          acts={{ header: t('column.actions'), cell: actsOf }}
        />
      )}
      {isAlone ? null : (
        <Pager
          label={t('users.pages')}
          page={pageNumber(place)}
          hasNext={nextCursor !== null}
          isLoading={users.isPlaceholderData}
          onFirst={() => setPlace(FIRST)}
          onPrevious={() => setPlace(previousPlace(place))}
          onNext={() => {
            if (nextCursor !== null) setPlace(nextPlace(place, nextCursor));
          }}
        />
      )}
      <UserForms
        customer={customer}
        wanted={wanted}
        onWanted={want}
        onDone={setDone}
        onGone={() => setSelection(new Map())}
      />
    </Panel>
  );
}
