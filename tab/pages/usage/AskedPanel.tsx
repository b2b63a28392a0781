import { Button, Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import { ChatHelpRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askState } from '../../../api/reclaim/contract.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { useAsks, type AskOfPerson, type AskState } from '../../queries/reclaim.ts';
import { AskStateView } from './AskStateView.tsx';
import { useSeatActs } from './useSeatActs.tsx';

const ALL = 'all';
/** A release by hand of somebody who gave the seat up does not ask how long the person was not active. */
const LEAST_DAYS = 7;

const useStyles = makeStyles({ choice: { maxWidth: '280px', '& button': { minWidth: 0 } } });

/** What was asked and what came of it: who is waited for, who answered, what was released; each can be taken back. */
export function AskedPanel() {
  const styles = useStyles();
  const { t } = useTranslation('reclaim');
  const format = useFormat();
  const [state, setState] = useState<AskState | null>(null);
  const query = useAsks(state);
  const acts = useSeatActs(LEAST_DAYS);
  const nameOf = ({ person }: AskOfPerson): string => person.displayName ?? t('asked.nobody');
  const want = (act: 'release' | 'restore' | 'withdraw', of: AskOfPerson) =>
    acts.want({ act, people: [{ id: of.person.id, name: nameOf(of) }], leftOut: 0 });
  return (
    <Panel title={t('asked.title')} explanation={t('asked.explanation')}>
      {acts.notice}
      <Field label={t('asked.filter')} className={styles.choice}>
        <Dropdown
          value={state === null ? t('asked.all') : t(`state.${state}`)}
          selectedOptions={[state ?? ALL]}
          onOptionSelect={(_event, { optionValue }) =>
            setState(askState.options.find((each) => each === optionValue) ?? null)
          }
        >
          <Option value={ALL}>{t('asked.all')}</Option>
          {askState.options.map((each) => (
            <Option key={each} value={each}>
              {t(`state.${each}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <PagedRecords
        query={query}
        label={t('asked.title')}
        idOf={({ person }) => person.id}
        columns={[
          {
            key: 'person',
            header: t('advice.column.person'),
            width: '30%',
            cell: (row) =>
              row.person.displayName === null ? (
                nameOf(row)
              ) : (
                <InnerLink to={`/people/${row.person.id}`}>{nameOf(row)}</InnerLink>
              ),
          },
          {
            key: 'state',
            header: t('asked.column.state'),
            cell: ({ ask }) => <AskStateView ask={ask} />,
          },
          {
            key: 'since',
            header: t('asked.column.since'),
            isWhole: true,
            cell: ({ ask }) => format.instant(ask.stateAt),
          },
        ]}
        acts={{
          header: t('advice.column.actions'),
          cell: (row) => {
            const { state: stands, undoable, withdrawable } = row.ask;
            const isReleasable = ['given-up', 'unanswered', 'asked'].includes(stands);
            const list = [
              ...(isReleasable ? (['release'] as const) : []),
              ...(withdrawable ? (['withdraw'] as const) : []),
              ...(undoable ? (['restore'] as const) : []),
            ];
            return list.length === 0 ? null : (
              <MoreMenu
                label={t('advice.actsFor', { name: nameOf(row) })}
                acts={list.map((act) => ({
                  key: act,
                  act: t(`act.${act}`),
                  onAct: () => want(act, row),
                }))}
              />
            );
          },
        }}
        empty={
          state === null ? (
            <EmptyState
              icon={<ChatHelpRegular />}
              title={t('asked.empty.title')}
              text={t('asked.empty.text')}
            />
          ) : (
            <EmptyState
              icon={<ChatHelpRegular />}
              title={t('asked.noneFits.title')}
              text={t('asked.noneFits.text')}
              action={<Button onClick={() => setState(null)}>{t('asked.all')}</Button>}
            />
          )
        }
      />
      {acts.form}
    </Panel>
  );
}
