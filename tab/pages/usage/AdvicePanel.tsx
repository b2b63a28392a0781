import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkStarburstRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords, useRows } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import { useCandidates, useReclaimSummary, type Candidate } from '../../queries/reclaim.ts';
import { CHOSEN_MAX, daysToOffer, mayAct } from '../../usage/seats.ts';
import { AdviceFigures } from './AdviceFigures.tsx';
import { AskStateView } from './AskStateView.tsx';
import { useSeatActs } from './useSeatActs.tsx';

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  days: { minWidth: '180px', '& button': { minWidth: 0 } },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginLeft: 'auto',
  },
  person: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS },
  name: { paddingTop: '6px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Who holds a seat and was not active for a chosen time, and what can be done about it. */
export function AdvicePanel() {
  const styles = useStyles();
  const { t } = useTranslation('reclaim');
  const [chosenDays, setDays] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const summary = useReclaimSummary(chosenDays);
  const days = chosenDays ?? summary.data?.settings.inactiveDays ?? null;
  const query = useCandidates(days);
  const rows = useRows(query) ?? [];
  const acts = useSeatActs(days ?? 0, () => setChosen(new Set()));

  const picked = rows.filter(({ person }) => chosen.has(person.id));
  const peopleOf = (of: readonly Candidate[]) =>
    of.map(({ person }) => ({ id: person.id, name: person.displayName }));
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (!isChosen) next.delete(id);
      else if (next.size < CHOSEN_MAX) next.add(id);
    }
    setChosen(next);
  };
  const columns = useColumns((candidate, name) => (
    <span className={styles.person}>
      <Checkbox
        aria-label={t('advice.choose', { name: candidate.person.displayName })}
        checked={chosen.has(candidate.person.id)}
        onChange={(_event, { checked }) => choose([candidate.person.id], checked === true)}
      />
      <span className={styles.name}>{name}</span>
    </span>
  ));
  /** A button for whoever is chosen, as far as it can be done there; how many are left out is said before it is done. */
  const bulk = (act: 'ask' | 'release') => {
    const able = picked.filter((candidate) => mayAct(candidate, act));
    const reason =
      picked.length === 0
        ? t('advice.chooseFirst')
        : able.length === 0
          ? t('advice.noneFits')
          : null;
    const leftOut = picked.length - able.length;
    return (
      <DisabledWithReason reason={reason}>
        <Button
          {...(act === 'ask' ? { appearance: 'primary' as const } : {})}
          onClick={() => {
            if (reason === null) acts.want({ act, people: peopleOf(able), leftOut });
          }}
        >
          {t(act === 'release' ? 'act.releaseAll' : 'act.ask')}
        </Button>
      </DisabledWithReason>
    );
  };
  return (
    <div className={styles.part}>
      <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} />
      {summary.data === undefined ? null : <AdviceFigures summary={summary.data} />}
      <Panel title={t('advice.title')} explanation={t('advice.explanation')}>
        {acts.notice}
        <div className={styles.bar}>
          <Field label={t('choose')} className={styles.days}>
            <Dropdown
              value={days === null ? '' : t('days', { count: days })}
              selectedOptions={[String(days)]}
              onOptionSelect={(_event, { optionValue }) => {
                setDays(Number(optionValue));
                setChosen(new Set());
              }}
            >
              {daysToOffer(summary.data?.settings.inactiveDays ?? 90).map((each) => (
                <Option key={each} value={String(each)}>
                  {t('days', { count: each })}
                </Option>
              ))}
            </Dropdown>
          </Field>
          {rows.length === 0 ? null : (
            <>
              <Checkbox
                label={t('advice.chooseAll')}
                checked={
                  picked.length === 0 ? false : picked.length === rows.length ? true : 'mixed'
                }
                onChange={(_event, { checked }) =>
                  choose(
                    rows.map(({ person }) => person.id),
                    checked !== false,
                  )
                }
              />
              <div className={styles.acts}>
                <Text role="status">{t('advice.chosen', { count: picked.length })}</Text>
                {bulk('ask')}
                {bulk('release')}
              </div>
            </>
          )}
        </div>
        <PagedRecords
          query={query}
          label={t('advice.title')}
          idOf={({ person }) => person.id}
          columns={columns}
          acts={{
            header: t('advice.column.actions'),
            cell: (candidate) => (
              <MoreMenu
                label={t('advice.actsFor', { name: candidate.person.displayName })}
                acts={(['ask', 'release'] as const).map((act) => {
                  const code = act === 'ask' ? candidate.notAsked : candidate.notReleased;
                  return {
                    key: act,
                    act: t(`act.${act}`),
                    onAct: () => acts.want({ act, people: peopleOf([candidate]), leftOut: 0 }),
                    reason: mayAct(candidate, act) || code === null ? null : t(`refusal.${code}`),
                  };
                })}
              />
            ),
          }}
          empty={
            <EmptyState
              icon={<CheckmarkStarburstRegular />}
              title={t('advice.empty.title')}
              text={t('advice.empty.text')}
            />
          }
        />
      </Panel>
      {acts.form}
    </div>
  );
}

/** What the list tells of each candidate. */
function useColumns(
  named: (candidate: Candidate, name: React.ReactNode) => React.ReactNode,
): readonly [Column<Candidate>, ...Column<Candidate>[]] {
  const styles = useStyles();
  const { t } = useTranslation('reclaim');
  const format = useFormat();
  const dayOf = (at: string): string => format.day(at.slice(0, 10));
  return [
    {
      key: 'person',
      header: t('advice.column.person'),
      width: '24%',
      cell: (candidate) => {
        const { id, displayName } = candidate.person;
        return named(candidate, <InnerLink to={`/people/${id}`}>{displayName}</InnerLink>);
      },
    },
    {
      key: 'why',
      header: t('advice.column.why'),
      cell: ({ reason, lastActiveAt, countedSince }) =>
        t(`advice.why.${reason}`, { day: dayOf(lastActiveAt ?? countedSince) }),
    },
    {
      key: 'holds',
      header: t('advice.column.holds'),
      cell: ({ enrolments, flow }) =>
        [
          ...(enrolments === 0 ? [] : [t('advice.holds', { count: enrolments })]),
          ...(flow ? [t('advice.flow')] : []),
        ].join(', '),
    },
    {
      key: 'asked',
      header: t('advice.column.asked'),
      cell: ({ ask }) =>
        ask === null ? (
          <Text className={styles.quiet}>{t('advice.never')}</Text>
        ) : (
          <AskStateView ask={ask} />
        ),
    },
  ];
}
