import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular, LibraryRegular, RenameRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { CatalogShape } from '../../api/catalogs/contract.ts';
import { codeOf } from '../api-error.ts';
import { DisabledWithReason } from '../components/DisabledWithReason.tsx';
import { DoneNotice } from '../components/DoneNotice.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FigureList } from '../components/FigureList.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { Parts } from '../components/Parts.tsx';
import { Trail } from '../components/Trail.tsx';
import { DeleteCatalogForm, RenameCatalogForm } from '../forms/opened.ts';
import { useFormat } from '../format.ts';
import { useCatalog } from '../queries/catalogs.ts';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { useRefresh } from '../queries/refresh.ts';
import { AdminsPanel } from './catalogs/AdminsPanel.tsx';
import { CatalogSubscriptionPanel } from './catalogs/CatalogSubscriptionPanel.tsx';
import { TrainingsPanel } from './catalogs/TrainingsPanel.tsx';
import { UsersListPanel } from './catalogs/UsersListPanel.tsx';
import { Gone } from './plain/Gone.tsx';

const PARTS = ['courses', 'training-plans', 'users-list', 'admins', 'subscription'] as const;
type Part = (typeof PARTS)[number];

const useStyles = makeStyles({ parts: { marginTop: tokens.spacingVerticalXL } });

/** One catalog: its courses, training plans, Users list and admins. */
export function CatalogPage() {
  const { catalogId = '', part } = useParams();
  return (
    <CatalogById
      key={catalogId}
      catalogId={catalogId}
      part={PARTS.find((known) => known === part) ?? 'courses'}
    />
  );
}

function CatalogById(props: { readonly catalogId: string; readonly part: Part }) {
  const { t } = useTranslation('catalogs');
  const navigate = useNavigate();
  const { catalogId, part } = props;
  const { data, error, refetch } = useCatalog(catalogId);
  const [form, setForm] = useState<'rename' | 'delete' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const refresh = useRefresh();
  const close = () => setForm(null);
  if (form !== 'delete' && codeOf(error) === 'not-found') return <CatalogGone />;
  if (data === undefined) {
    return error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  const catalog = data.value;
  return (
    <>
      <PageHeader
        trail={<Trail stops={[{ name: t('title'), path: '/catalogs' }]} />}
        title={catalog.name}
        explanation={t('catalog.explanation')}
        actions={<Acts onRename={() => setForm('rename')} onDelete={() => setForm('delete')} />}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <Figures catalog={catalog} />
      <CatalogParts
        part={part}
        onPart={(next) => void navigate(`/catalogs/${catalogId}/${next}`, { replace: true })}
      >
        <PartOf part={part} catalog={catalog} />
      </CatalogParts>
      {form === 'rename' ? (
        <RenameCatalogForm
          catalogId={catalogId}
          onDone={(name) => {
            close();
            setDone(t('renamed', { name }));
          }}
          onClose={close}
        />
      ) : null}
      {form === 'delete' ? (
        <DeleteCatalogForm
          catalogId={catalogId}
          onGone={() => {
            void navigate('/catalogs', { replace: true });
            void refresh('when-seen');
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function CatalogGone() {
  const { t } = useTranslation('catalogs');
  return (
    <Gone
      icon={<LibraryRegular />}
      title={t('catalog.gone.title')}
      text={t('catalog.gone.text')}
      act={t('all')}
      path="/catalogs"
    />
  );
}

function Acts(props: { readonly onRename: () => void; readonly onDelete: () => void }) {
  const { t } = useTranslation('catalogs');
  const isAdmin = isTenantAdmin(useMe());
  return (
    <>
      <Button icon={<RenameRegular />} onClick={props.onRename}>
        {t('act.rename')}
      </Button>
      <DisabledWithReason reason={isAdmin ? null : t('mayNot.deleteCatalog')}>
        <Button icon={<DeleteRegular />} onClick={isAdmin ? props.onDelete : undefined}>
          {t('act.delete')}
        </Button>
      </DisabledWithReason>
    </>
  );
}

function Figures({ catalog }: { readonly catalog: CatalogShape }) {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const { used, listed, liveEnrolments } = catalog;
  return (
    <FigureList
      figures={[
        {
          key: 'used',
          label: t('figure.used'),
          value: format.number(used),
          hint: t('figure.usedHint'),
        },
        {
          key: 'listed',
          label: t('figure.listed'),
          value: format.number(listed),
          hint: t('figure.listedHint'),
        },
        {
          key: 'enrolments',
          label: t('figure.enrolments'),
          value: format.number(liveEnrolments),
          hint: t('figure.enrolmentsHint'),
        },
      ]}
    />
  );
}

function CatalogParts(props: {
  readonly part: Part;
  readonly onPart: (part: Part) => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  return (
    <div className={styles.parts}>
      <Parts
        {...props}
        label={t('catalog.parts')}
        parts={PARTS}
        wordsOf={(part) => t(`catalog.${part}`)}
      />
    </div>
  );
}

function PartOf({ part, catalog }: { readonly part: Part; readonly catalog: CatalogShape }) {
  switch (part) {
    case 'courses':
    case 'training-plans':
      return <TrainingsPanel key={part} catalogId={catalog.id} path={part} />;
    case 'users-list':
      return <UsersListPanel catalog={catalog} />;
    case 'admins':
      return <AdminsPanel catalog={catalog} />;
    case 'subscription':
      return <CatalogSubscriptionPanel catalogId={catalog.id} />;
  }
}
