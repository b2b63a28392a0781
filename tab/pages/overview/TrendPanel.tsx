import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { DataTrendingRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyPicture } from '../../components/LazyPicture.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useWidth } from '../../components/useWidth.ts';
import { useFormat } from '../../format.ts';
import { changeOver, type DayFigure } from '../../overview/trend.ts';

const TrendChart = lazy(() => import('./TrendChart.tsx'));

/** Over how many days the change is told in words. */
const TOLD_OVER_DAYS = [30, 7, 1];

const useStyles = makeStyles({
  chart: { minWidth: 0, overflow: 'hidden' },
  placeholder: { height: '260px' },
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    rowGap: tokens.spacingVerticalS,
    minHeight: '180px',
    maxWidth: '56ch',
    marginLeft: 'auto',
    marginRight: 'auto',
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: '32px', lineHeight: 0, color: tokens.colorNeutralForeground3 },
});

/** How the count moved; in words for whom a chart says nothing. */
export function TrendPanel(props: { readonly trend: readonly DayFigure[] }) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const [place, width] = useWidth<HTMLDivElement>();
  const { trend } = props;
  const days = TOLD_OVER_DAYS.find((each) => changeOver(trend, each) !== null);
  const change = days === undefined ? null : changeOver(trend, days);
  const words =
    days === undefined || change === null
      ? t('trend.explanation')
      : t(change === 0 ? 'trend.same' : change > 0 ? 'trend.more' : 'trend.fewer', {
          people: Math.abs(change),
          count: days,
        });
  const first = trend[0];
  return (
    <Panel title={t('trend.title')} explanation={words}>
      <div ref={place} className={styles.chart}>
        {trend.length < 2 || first === undefined ? (
          <div className={styles.empty}>
            <DataTrendingRegular className={styles.icon} aria-hidden />
            <Text align="center">{t('trend.empty')}</Text>
          </div>
        ) : (
          <LazyPicture placeholder={styles.placeholder}>
            {width === 0 ? null : (
              <TrendChart
                trend={trend}
                widthPx={width}
                label={`${t('trend.title')}. ${words} ${t('trend.from', { day: format.day(first.day) })}`}
                tell={({ day, used }) => t('trend.onDay', { day: format.day(day), count: used })}
              />
            )}
          </LazyPicture>
        )}
      </div>
    </Panel>
  );
}
