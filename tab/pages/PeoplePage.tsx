import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, PeopleSearchRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { DisabledWithReason } from '../components/DisabledWithReason.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { useTyped } from '../components/useTyped.ts';
import { save } from '../download.ts';
import { isNarrowed, paramsOf } from '../people/filter.ts';
import { useCatalogs } from '../queries/catalogs.ts';
import { exportPeople, usePeople } from '../queries/people.ts';
import { PeopleFilterBar } from './people/PeopleFilterBar.tsx';
import { PeopleTable } from './people/PeopleTable.tsx';
import { PersonPanel } from './people/PersonPanel.tsx';
import { useFilter } from './people/useFilter.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: '560px' },
  filter: { marginBottom: tokens.spacingVerticalM },
  rows: { display: 'grid', rowGap: tokens.spacingVerticalL },
  many: { color: tokens.colorNeutralForeground2, marginBottom: tokens.spacingVerticalS },
});

/** People: who counts and who does not; found, narrowed, explained, exported. */
export function PeoplePage() {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const { personId = null } = useParams();
  const { filter, choose, search, showEverybody, catalogNeeded } = useFilter();
  const [typed, type] = useTyped(filter.search, search);
  const people = usePeople(filter);
  const catalogs = useCatalogs();
  const download = useMutation({ mutationFn: () => exportPeople(filter), onSuccess: save });

  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = people;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const query = paramsOf(filter).toString();
  const open = useCallback(
    (id: string | null) => {
      void navigate({ pathname: id === null ? '/people' : `/people/${id}`, search: query });
    },
    [navigate, query],
  );
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  return (
    <div className={styles.page}>
      <PageHeader
        title={t('title')}
        explanation={t(catalogNeeded ? 'explanationOwn' : 'explanation')}
        actions={
          <DisabledWithReason reason={filter.search === '' ? null : t('export.notWithSearch')}>
            <Button
              icon={<ArrowDownloadRegular />}
              disabledFocusable={download.isPending}
              onClick={() => download.mutate()}
            >
              {t(download.isPending ? 'export.busy' : 'export.act')}
            </Button>
          </DisabledWithReason>
        }
      />
      <ErrorNotice error={download.error} onRetry={() => download.mutate()} />
      <div className={styles.filter}>
        <PeopleFilterBar
          filter={filter}
          search={typed}
          onSearch={type}
          onChange={choose}
          catalogs={catalogs.data?.pages.flatMap((page) => page.items) ?? []}
          catalogNeeded={catalogNeeded}
        />
      </div>
      <ErrorNotice error={error} onRetry={() => void people.refetch()} />
      {data === undefined && error === null ? (
        <Skeleton className={styles.rows} aria-label={t('loading')}>
          {Array.from({ length: 8 }, (_, place) => (
            <SkeletonItem key={place} size={32} />
          ))}
        </Skeleton>
      ) : null}
      {data === undefined ? null : (
        <Text role="status" size={200} className={styles.many}>
          {t(hasNextPage ? 'shownMore' : 'shown', { count: items.length })}
        </Text>
      )}
      {data !== undefined && items.length === 0 ? (
        <EmptyState
          icon={<PeopleSearchRegular />}
          title={t(isNarrowed(filter) ? 'empty.title' : 'empty.nobodyTitle')}
          text={t(isNarrowed(filter) ? 'empty.text' : 'empty.nobodyText')}
          {...(isNarrowed(filter)
            ? { action: <Button onClick={showEverybody}>{t('empty.act')}</Button> }
            : {})}
        />
      ) : null}
      {items.length === 0 ? null : (
        <PeopleTable
          people={items}
          chosenId={personId}
          hasMore={hasNextPage}
          isLoadingMore={isFetchingNextPage || people.isFetchNextPageError}
          onMore={more}
          onOpen={open}
        />
      )}
      {personId === null ? null : (
        <PersonPanel key={personId} personId={personId} onClose={() => open(null)} />
      )}
    </div>
  );
}
