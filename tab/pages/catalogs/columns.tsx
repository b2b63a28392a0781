import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CatalogShape, TrainingShape } from '../../../api/catalogs/contract.ts';
import { trainingPageOf, type TrainingPath } from '../../catalogs/trainings.ts';
import { InnerLink } from '../../components/InnerLink.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';

type Columns<R> = readonly [Column<R>, ...Column<R>[]];

/** What the list of catalogs tells of each. */
export function useCatalogColumns(): Columns<CatalogShape> {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  return [
    {
      key: 'name',
      header: t('column.name'),
      width: '36%',
      cell: ({ id, name }) => <InnerLink to={`/catalogs/${id}`}>{name}</InnerLink>,
    },
    {
      key: 'used',
      header: t('column.used'),
      isNumber: true,
      cell: ({ used }) => format.number(used),
    },
    {
      key: 'listed',
      header: t('column.listed'),
      isNumber: true,
      cell: ({ listed }) => format.number(listed),
    },
    {
      key: 'enrolments',
      header: t('column.enrolments'),
      isNumber: true,
      cell: ({ liveEnrolments }) => format.number(liveEnrolments),
    },
    {
      key: 'created',
      header: t('column.created'),
      isWhole: true,
      cell: ({ createdAt }) => format.day(createdAt.slice(0, 10)),
    },
  ];
}

/** Whether learners can see a course or training plan. */
export function PublishedBadge({ published }: { readonly published: boolean }) {
  const { t } = useTranslation('catalogs');
  return (
    <Badge appearance="tint" color={published ? 'success' : 'informative'}>
      {t(published ? 'state.published' : 'state.unpublished')}
    </Badge>
  );
}

/** What the list of courses, or of training plans, tells of each. */
export function useTrainingColumns(path: TrainingPath): Columns<TrainingShape> {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  return [
    {
      key: 'name',
      header: t('column.name'),
      width: '44%',
      cell: ({ catalogId, id, name }) => (
        <InnerLink to={trainingPageOf(catalogId, path, id)}>{name}</InnerLink>
      ),
    },
    {
      key: 'state',
      header: t('column.state'),
      isWhole: true,
      cell: (training) => <PublishedBadge {...training} />,
    },
    {
      key: 'enrolments',
      header: t('column.enrolments'),
      isNumber: true,
      cell: ({ liveEnrolments }) => format.number(liveEnrolments),
    },
    {
      key: 'created',
      header: t('column.created'),
      isWhole: true,
      cell: ({ createdAt }) => format.day(createdAt.slice(0, 10)),
    },
  ];
}
