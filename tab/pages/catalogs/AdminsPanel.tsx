import { Button } from '@fluentui/react-components';
import { PersonAddRegular, PersonDeleteRegular, PersonKeyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogShape } from '../../../api/catalogs/contract.ts';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { AssignAdminForm, WithdrawAdminForm } from '../../forms/opened.ts';
import { useFormat } from '../../format.ts';
import { useCatalogAdmins } from '../../queries/catalogs.ts';
import { isTenantAdmin, useMe } from '../../queries/me.ts';

type Open =
  | { readonly form: 'assign' }
  | { readonly form: 'withdraw'; readonly personId: string; readonly name: string };

/** Who administers a catalog; only admins of the whole tenant decide it. */
export function AdminsPanel({ catalog }: { readonly catalog: CatalogShape }) {
  const { t, i18n } = useTranslation('catalogs');
  const format = useFormat();
  const mayNot = isTenantAdmin(useMe()) ? null : t('mayNot.admins');
  const admins = useCatalogAdmins(catalog.id);
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const close = () => setOpen(null);
  const nameOf = (admin: { readonly personId: string; readonly displayName: string | null }) =>
    admin.displayName ?? t('admins.unnamed', { id: admin.personId });
  return (
    <Panel
      title={t('admins.title')}
      explanation={t('admins.explanation')}
      actions={
        <DisabledWithReason reason={mayNot}>
          <Button
            appearance="primary"
            icon={<PersonAddRegular />}
            onClick={mayNot === null ? () => setOpen({ form: 'assign' }) : undefined}
          >
            {t('act.assign')}
          </Button>
        </DisabledWithReason>
      }
    >
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <PagedRecords
        query={admins}
        label={t('admins.title')}
        idOf={({ personId }) => personId}
        columns={[
          { key: 'person', header: t('column.person'), width: '34%', cell: nameOf },
          {
            key: 'userName',
            header: t('column.userName'),
            width: '34%',
            cell: ({ userName }) => userName ?? '',
          },
          {
            key: 'since',
            header: t('column.since'),
            isWhole: true,
            cell: ({ addedAt }) => format.day(addedAt.slice(0, 10)),
          },
        ]}
        acts={{
          header: t('column.actions'),
          cell: (admin) => (
            <MoreMenu
              label={t('act.more', { name: nameOf(admin) })}
              acts={[
                {
                  key: 'withdraw',
                  act: t('act.withdraw'),
                  icon: <PersonDeleteRegular />,
                  onAct: () =>
                    setOpen({ form: 'withdraw', personId: admin.personId, name: nameOf(admin) }),
                  reason: mayNot,
                },
              ]}
            />
          ),
        }}
        empty={
          <EmptyState
            icon={<PersonKeyRegular />}
            title={t('admins.empty.title')}
            text={t('admins.empty.text')}
          />
        }
      />
      {open?.form === 'assign' ? (
        <AssignAdminForm
          catalogId={catalog.id}
          name={catalog.name}
          onDone={(names) => {
            close();
            setDone(t('assign.done', { name: new Intl.ListFormat(i18n.language).format(names) }));
          }}
          onClose={close}
        />
      ) : null}
      {open?.form === 'withdraw' ? (
        <WithdrawAdminForm
          catalogId={catalog.id}
          catalog={catalog.name}
          personId={open.personId}
          name={open.name}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}
