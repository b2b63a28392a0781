import { Badge, makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadMore } from '../../components/LoadMore.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { useRows } from '../../components/PagedRecords.tsx';
import type { CustomerEntry, CustomerJob } from '../../customers/answers.ts';
import { ENTRY_COLOR, statesOf, type EntryState } from '../../customers/entries.ts';
import { useEntries } from '../../queries/customer-jobs.ts';
import { useRefusalWords } from './useRefusalWords.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  states: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  entries: { margin: 0, padding: 0, listStyleType: 'none' },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  why: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
});

/** How it went for each user of a bulk act: how many of each outcome, and on asking only those of one. */
export function EntryList(props: {
  readonly customerId: string;
  readonly jobId: string;
  readonly counts: CustomerJob['counts'];
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { customerId, jobId, counts } = props;
  const states = statesOf(counts);
  const [alone, setAlone] = useState<EntryState | null>(
    states.length > 1 ? (states[0]?.state ?? null) : null,
  );
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
      <ul tabIndex={0} className={styles.entries} aria-label={t('entries.title')}>
        {rows.map((entry) => (
          <Entry key={entry.no} entry={entry} />
        ))}
      </ul>
      <LoadMore
        hasMore={entries.hasNextPage}
        isLoading={entries.isFetchingNextPage}
        onMore={() => void entries.fetchNextPage()}
      />
    </div>
  );
}

function Entry({ entry }: { readonly entry: CustomerEntry }) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { no, userName, state, faults, alreadyThere } = entry;
  return (
    <li className={styles.entry}>
      <Text>
        {userName === null ? t('entries.row', { number: no }) : <MailAddress address={userName} />}
      </Text>
      <Badge appearance="tint" color={ENTRY_COLOR[state]}>
        {t(`entryState.${state}`)}
      </Badge>
      {faults.map((fault, place) => (
        <Text key={place} size={200} className={styles.why}>
          {fault.column === undefined
            ? refusalWords(fault)
            : t('entries.inColumn', { column: fault.column, why: refusalWords(fault) })}
        </Text>
      ))}
      {alreadyThere ? (
        <Text size={200} className={styles.why}>
          {t('entries.already')}
        </Text>
      ) : null}
    </li>
  );
}
