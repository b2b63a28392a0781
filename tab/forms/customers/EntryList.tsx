import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadMore } from '../../components/LoadMore.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { OutcomeList } from '../../components/OutcomeList.tsx';
import { useRows } from '../../components/PagedRecords.tsx';
import type { CustomerEntry, CustomerJob, RefusalTold } from '../../customers/answers.ts';
import { ENTRY_COLOR, statesOf, type EntryState } from '../../customers/entries.ts';
import { useEntries } from '../../queries/customer-jobs.ts';
import { useLicences } from '../../queries/customers.ts';
import { useRefusalWords } from './useRefusalWords.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  states: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** How it went for each user of a bulk act: how many of each outcome, and on asking only those of one. */
export function EntryList(props: {
  readonly customerId: string;
  readonly jobId: string;
  readonly counts: CustomerJob['counts'];
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { customerId, jobId, counts } = props;
  const states = statesOf(counts);
  const [alone, setAlone] = useState<EntryState | null>(
    states.length > 1 ? (states[0]?.state ?? null) : null,
  );
  const licences = useLicences(customerId).data?.items ?? [];
  const named = (fault: CustomerEntry['faults'][number]): RefusalTold => {
    const product = licences.find(({ skuId }) => skuId === fault.skuId)?.name;
    return product === undefined ? fault : { ...fault, facts: { ...fault.facts, product } };
  };
  const entries = useEntries(customerId, jobId, alone);
  const rows = useRows(entries) ?? [];
  return (
    <div className={styles.list}>
      <div role="group" aria-label={t('entries.show')} className={styles.states}>
        {states.map(({ state, count }) => (
          <ToggleButton
            key={state}
            size="small"
            checked={alone === state}
            onClick={() => setAlone(alone === state ? null : state)}
          >
            {t('entries.tally', { state: t(`entryState.${state}`), users: count })}
          </ToggleButton>
        ))}
      </div>
      <ErrorNotice error={entries.error} onRetry={() => void entries.refetch()} />
      <OutcomeList
        label={t('entries.title')}
        outcomes={rows.map(({ no, userName, state, faults, roles, alreadyThere }) => ({
          key: no,
          name:
            userName === null ? (
              t('entries.row', { number: no })
            ) : (
              <MailAddress address={userName} />
            ),
          outcome: { words: t(`entryState.${state}`), color: ENTRY_COLOR[state] },
          why: [
            ...roles.flatMap(({ name: role, outcome }) =>
              // What was not given is among the faults.
              outcome === 'planned' || outcome === 'given'
                ? [t(`entries.role.${outcome}`, { role })]
                : [],
            ),
            ...faults.map((fault) =>
              fault.column === undefined
                ? refusalWords(named(fault))
                : t('entries.inColumn', { column: fault.column, why: refusalWords(named(fault)) }),
            ),
            ...(alreadyThere ? [t('entries.already')] : []),
          ],
        }))}
      />
      <LoadMore
        hasMore={entries.hasNextPage}
        isLoading={entries.isFetchingNextPage}
        onMore={() => void entries.fetchNextPage()}
      />
    </div>
  );
}
