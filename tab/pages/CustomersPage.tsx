import {
  Button,
  Field,
  makeStyles,
  SearchBox,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowClockwiseRegular, BuildingPeopleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PagedRecords } from '../components/PagedRecords.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Panel } from '../components/Panel.tsx';
import { useTyped } from '../components/useTyped.ts';
import { useFormat } from '../format.ts';
import { useCustomers, useRefreshCustomers } from '../queries/customers.ts';
import { isPartnerStaff, useMe } from '../queries/me.ts';
import { useCustomerColumns } from './customers/useCustomerColumns.tsx';
import { NotFound } from './plain/NotFound.tsx';

const useStyles = makeStyles({
  search: { maxWidth: '420px' },
  box: { maxWidth: 'none', width: '100%', minWidth: 0 },
  reading: { justifyContent: 'flex-start' },
  read: { color: tokens.colorNeutralForeground2 },
});

/** Customers of the partner: how each relationship stands, and what the person may do there. */
export function CustomersPage() {
  return isPartnerStaff(useMe()) ? <Customers /> : <NotFound />;
}

function Customers() {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [typed, type] = useTyped(search, (text) =>
    setParams(text === '' ? {} : { search: text }, { replace: true }),
  );
  const customers = useCustomers(search);
  const columns = useCustomerColumns();
  const anew = useRefreshCustomers();
  const readAt = customers.data?.pages[0]?.refreshedAt ?? null;
  const known = customers.data?.pages[0]?.known ?? null;
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={t('explanation')}
        actions={
          <Button
            icon={<ArrowClockwiseRegular />}
            disabledFocusable={anew.isPending}
            onClick={() => anew.mutate()}
          >
            {t('list.again')}
          </Button>
        }
      />
      <ErrorNotice error={anew.error} onRetry={() => anew.mutate()} />
      <Panel
        title={t('list.title')}
        {...(readAt === null
          ? {}
          : { explanation: t('list.read', { at: format.instant(readAt) }) })}
      >
        <div role="search" className={styles.search}>
          <Field label={t('list.search')}>
            <SearchBox
              className={styles.box}
              value={typed}
              placeholder={t('list.searchHint')}
              onChange={(_event, { value }) => type(value)}
            />
          </Field>
        </div>
        <div role="status">
          {known === null ? null : (
            <Spinner
              size="tiny"
              labelPosition="after"
              label={t('list.reading', { count: known })}
              className={styles.reading}
            />
          )}
        </div>
        <PagedRecords
          query={customers}
          label={t('list.title')}
          idOf={({ id }) => id}
          columns={columns}
          empty={
            search === '' ? (
              <EmptyState
                icon={<BuildingPeopleRegular />}
                title={t('list.empty')}
                text={t(readAt === null ? 'list.notYet' : 'list.emptyText')}
              />
            ) : (
              <Text role="status">{t('list.nothing')}</Text>
            )
          }
        />
      </Panel>
    </>
  );
}
