import { Button, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowUploadRegular, LibraryRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CatalogShape } from '../../api/catalogs/contract.ts';
import { withInName } from '../catalogs/names.ts';
import { DisabledWithReason } from '../components/DisabledWithReason.tsx';
import { DoneNotice } from '../components/DoneNotice.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { InnerLink } from '../components/InnerLink.tsx';
import { PagedRecords, useRows } from '../components/PagedRecords.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Panel } from '../components/Panel.tsx';
import { CreateCatalogForm, DeleteCatalogForm, RenameCatalogForm } from '../forms/opened.ts';
import { useCatalogs } from '../queries/catalogs.ts';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { useRefresh } from '../queries/refresh.ts';
import { CatalogActs } from './catalogs/CatalogActs.tsx';
import { useCatalogColumns } from './catalogs/columns.tsx';

const useStyles = makeStyles({
  find: { maxWidth: '320px', marginBottom: tokens.spacingVerticalS },
});

/** From so many on, a catalog is worth a search by name. */
const MANY = 8;

type Open =
  | { readonly form: 'create' }
  | { readonly form: 'rename' | 'delete'; readonly catalog: CatalogShape }
  | null;

/** Catalogs: all of them, or a catalog admin's own ones. */
export function CatalogsPage() {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const navigate = useNavigate();
  const isAdmin = isTenantAdmin(useMe());
  const catalogs = useCatalogs();
  const rows = useRows(catalogs) ?? [];
  const [sought, setSought] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<{ readonly text: string; readonly id?: string } | null>(null);
  const refresh = useRefresh();
  const columns = useCatalogColumns();
  const close = () => setOpen(null);
  const found = {
    ...catalogs,
    data: catalogs.data && { pages: [{ items: withInName(rows, sought) }] },
  };
  const newButton = (
    <DisabledWithReason reason={isAdmin ? null : t('mayNot.newCatalog')}>
      <Button
        appearance="primary"
        icon={<AddRegular />}
        onClick={isAdmin ? () => setOpen({ form: 'create' }) : undefined}
      >
        {t('newCatalog')}
      </Button>
    </DisabledWithReason>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={t('explanation')}
        actions={
          <>
            {newButton}
            <Button icon={<ArrowUploadRegular />} onClick={() => void navigate('/catalogs/import')}>
              {t('import')}
            </Button>
          </>
        }
      />
      <DoneNotice
        text={done?.text ?? null}
        action={
          done?.id === undefined ? null : (
            <InnerLink to={`/catalogs/${done.id}`}>{t('act.open')}</InnerLink>
          )
        }
        onClose={() => setDone(null)}
      />
      <Panel title={t('all')}>
        {rows.length > MANY ? (
          <SearchBox
            className={styles.find}
            placeholder={t('find')}
            aria-label={t('find')}
            value={sought}
            onChange={(_event, data) => setSought(data.value)}
          />
        ) : null}
        <PagedRecords
          query={found}
          label={t('all')}
          idOf={({ id }) => id}
          columns={columns}
          acts={{
            header: t('column.actions'),
            cell: (catalog) => (
              <CatalogActs
                name={catalog.name}
                onRename={() => setOpen({ form: 'rename', catalog })}
                onDelete={() => setOpen({ form: 'delete', catalog })}
              />
            ),
          }}
          empty={
            sought !== '' ? (
              <EmptyState icon={<LibraryRegular />} title={sought} text={t('noneFound')} />
            ) : (
              <EmptyState
                icon={<LibraryRegular />}
                title={t(isAdmin ? 'empty.title' : 'emptyOwn.title')}
                text={t(isAdmin ? 'empty.text' : 'emptyOwn.text')}
              />
            )
          }
        />
      </Panel>
      {open?.form === 'create' ? (
        <CreateCatalogForm
          taken={rows.map(({ name }) => name)}
          onDone={({ id, name }) => {
            close();
            setDone({ text: t('created', { name }), id });
          }}
          onClose={close}
        />
      ) : null}
      {open?.form === 'rename' ? (
        <RenameCatalogForm
          catalogId={open.catalog.id}
          onDone={(name) => {
            close();
            setDone({ text: t('renamed', { name }) });
          }}
          onClose={close}
        />
      ) : null}
      {open?.form === 'delete' ? (
        <DeleteCatalogForm
          catalogId={open.catalog.id}
          onGone={() => {
            close();
            void refresh();
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}
