import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleListRegular, PersonAddRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogShape, ListEntryShape } from '../../../api/catalogs/contract.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ListPeopleForm, UnlistPersonForm } from '../../forms/opened.ts';
import { useFormat } from '../../format.ts';
import { useUsersList } from '../../queries/catalogs.ts';
import { GroupsPanel } from './GroupsPanel.tsx';
import { useHoldingColumns, useTakeOffWords } from './holding.tsx';
import { useGroupNames } from './useGroupNames.ts';

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
  },
});

type Open = { readonly form: 'list' } | { readonly form: 'unlist'; readonly entry: ListEntryShape };

/** The Users list of a catalog: who is on it and through what, and the acts on it. */
export function UsersListPanel({ catalog }: { readonly catalog: CatalogShape }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const entries = useUsersList(catalog.id);
  const base = `/api/catalogs/${catalog.id}`;
  const groupName = useGroupNames(base);
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const close = () => setOpen(null);

  const { obstacle, told } = useTakeOffWords('unlist', groupName);
  const columns = useHoldingColumns<ListEntryShape>(groupName, [
    {
      key: 'enrolments',
      header: t('column.enrolmentsHere'),
      isNumber: true,
      cell: ({ liveEnrolments }) => format.number(liveEnrolments),
    },
    {
      key: 'since',
      header: t('column.since'),
      isWhole: true,
      cell: ({ listedAt }) => format.day(listedAt.slice(0, 10)),
    },
  ]);
  return (
    <div className={styles.panels}>
      <Panel
        title={t('usersList.title')}
        explanation={t('usersList.explanation')}
        actions={
          <Button
            appearance="primary"
            icon={<PersonAddRegular />}
            onClick={() => setOpen({ form: 'list' })}
          >
            {t('act.list')}
          </Button>
        }
      >
        <DoneNotice text={done} onClose={() => setDone(null)} />
        <PagedRecords
          query={entries}
          label={t('usersList.title')}
          idOf={({ personId }) => personId}
          columns={columns}
          acts={{
            header: t('column.actions'),
            cell: (entry) => (
              <MoreMenu
                label={t('act.more', { name: entry.displayName })}
                acts={[
                  {
                    key: 'unlist',
                    act: t('act.unlist'),
                    icon: <PersonDeleteRegular />,
                    onAct: () => setOpen({ form: 'unlist', entry }),
                    reason: obstacle(entry),
                  },
                ]}
              />
            ),
          }}
          empty={
            <EmptyState
              icon={<PeopleListRegular />}
              title={t('usersList.empty.title')}
              text={t('usersList.empty.text')}
            />
          }
        />
      </Panel>
      <GroupsPanel base={base} of="list" />
      {open?.form === 'list' ? (
        <ListPeopleForm catalogId={catalog.id} name={catalog.name} onClose={close} />
      ) : null}
      {open?.form === 'unlist' ? (
        <UnlistPersonForm
          catalogId={catalog.id}
          catalog={catalog.name}
          entry={open.entry}
          groupName={groupName}
          onDone={(ending) => {
            close();
            setDone(told(open.entry.displayName, ending));
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
