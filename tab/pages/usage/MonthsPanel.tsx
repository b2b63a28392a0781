import { Badge, makeStyles } from '@fluentui/react-components';
import { DataBarVerticalRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LazyPicture } from '../../components/LazyPicture.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable } from '../../components/RecordTable.tsx';
import { useWidth } from '../../components/useWidth.ts';
import { useFormat } from '../../format.ts';
import type { Usage } from '../../queries/usage.ts';
import { busiestOf, standingOf } from '../../usage/months.ts';
import { useMonths } from './useMonths.ts';

const MonthsChart = lazy(() => import('./MonthsChart.tsx'));

const COLORS = { closed: 'success', open: 'brand', later: 'informative' } as const;

const useStyles = makeStyles({
  chart: { minWidth: 0, overflow: 'hidden' },
  placeholder: { height: '220px' },
});

/** Who was active month by month: as a picture, and as a table that says the same. */
export function MonthsPanel({ usage }: { readonly usage: Usage }) {
  const styles = useStyles();
  const { t } = useTranslation('usage');
  const format = useFormat();
  const { long } = useMonths();
  const [place, widthPx] = useWidth<HTMLDivElement>();
  const { months, overall } = usage;
  const busiest = busiestOf(months);
  return (
    <Panel title={t('months.title')} explanation={t('months.explanation')}>
      {busiest === null ? (
        <EmptyState
          icon={<DataBarVerticalRegular />}
          title={t('months.empty.title')}
          text={t('months.empty.text')}
        />
      ) : (
        <>
          <div ref={place} className={styles.chart}>
            <LazyPicture placeholder={styles.placeholder}>
              {widthPx === 0 ? null : (
                <MonthsChart
                  months={months}
                  widthPx={widthPx}
                  label={t('months.picture', { most: busiest.unique, month: long(busiest.month) })}
                />
              )}
            </LazyPicture>
          </div>
          <RecordTable
            label={t('months.title')}
            rows={months}
            idOf={({ month }) => month}
            columns={[
              {
                key: 'month',
                header: t('months.column.month'),
                width: '34%',
                cell: ({ month }) => long(month),
              },
              {
                key: 'unique',
                header: t('months.column.unique'),
                isNumber: true,
                cell: ({ unique }) => format.number(unique),
              },
              {
                key: 'usedSoFar',
                header: t('months.column.usedSoFar'),
                isNumber: true,
                cell: ({ usedSoFar }) => format.number(usedSoFar),
              },
              {
                key: 'state',
                header: t('months.column.state'),
                isWhole: true,
                cell: (month) => {
                  const stands = standingOf(month, overall.consumingMonth);
                  return (
                    <Badge appearance="tint" color={COLORS[stands]}>
                      {t(`months.state.${stands}`)}
                    </Badge>
                  );
                },
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
