import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useChartStyles } from '../../components/useChartStyles.ts';
import { useFormat } from '../../format.ts';
import type { DayFigure } from '../../overview/trend.ts';
import { forecastChart, type Forecast } from '../../subscription/forecast.ts';

const HEIGHT_PX = 240;
const MARGINS = { top: 24, right: 24, bottom: 28, left: 48 };

const useStyles = makeStyles({
  ahead: {
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: 2,
    strokeDasharray: '6 4',
    fill: 'none',
  },
  capacity: { stroke: tokens.colorStatusDangerForeground1, strokeWidth: 2 },
  meeting: {
    fill: tokens.colorStatusDangerForeground1,
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: 2,
  },
});

/** The count as it went, the capacity as a line, and the trend continued to where both meet. */
export default function ForecastChart(props: {
  /** At least two days. */
  readonly trend: readonly DayFigure[];
  readonly capacity: number | null;
  readonly forecast: Forecast | null;
  readonly widthPx: number;
  /** What the picture shows, in words. */
  readonly label: string;
}) {
  const styles = useStyles();
  const drawn = useChartStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const { trend, capacity, forecast, widthPx, label } = props;
  const size = { widthPx, heightPx: HEIGHT_PX, margins: MARGINS };
  const chart = forecastChart(trend, capacity, forecast, size);
  const right = widthPx - MARGINS.right;
  const bottom = HEIGHT_PX - MARGINS.bottom;
  return (
    <svg
      className={drawn.chart}
      height={HEIGHT_PX}
      viewBox={`0 0 ${widthPx} ${HEIGHT_PX}`}
      role="img"
      aria-label={label}
    >
      {chart.lines.map(({ used, y }) => (
        <g key={used}>
          <line className={drawn.grid} x1={MARGINS.left} x2={right} y1={y} y2={y} />
          <text x={MARGINS.left - 8} y={y + 4} textAnchor="end">
            {format.number(used)}
          </text>
        </g>
      ))}
      {chart.days.map(({ day, x }, nth) => (
        <text
          key={day}
          x={x}
          y={HEIGHT_PX - 8}
          textAnchor={nth === 0 ? 'start' : x > right - 24 ? 'end' : 'middle'}
        >
          {format.shortDay(day)}
        </text>
      ))}
      {chart.capacityY === null ? null : (
        <>
          <line
            className={styles.capacity}
            x1={MARGINS.left}
            x2={right}
            y1={chart.capacityY}
            y2={chart.capacityY}
          />
          <text className={drawn.told} x={MARGINS.left + 4} y={chart.capacityY - 6}>
            {`${t('forecast.capacityLine')} ${format.number(capacity ?? 0)}`}
          </text>
        </>
      )}
      {forecast === null ? null : (
        <>
          <line
            className={drawn.mark}
            x1={chart.todayX}
            x2={chart.todayX}
            y1={MARGINS.top}
            y2={bottom}
          />
          <text x={chart.todayX + 4} y={bottom - 6}>
            {t('forecast.today')}
          </text>
        </>
      )}
      <path className={drawn.line} d={chart.past} />
      {chart.ahead === null ? null : <path className={styles.ahead} d={chart.ahead} />}
      {chart.meeting === null ? null : (
        <circle className={styles.meeting} cx={chart.meeting.x} cy={chart.meeting.y} r={5} />
      )}
    </svg>
  );
}
