import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useChartStyles } from '../../components/useChartStyles.ts';
import { useFormat } from '../../format.ts';
import { dayChart, placeByKey } from '../../overview/chart.ts';
import { daysToWrite, linesOf, type DayFigure } from '../../overview/trend.ts';

const HEIGHT_PX = 260;
const MARGINS = { top: 24, right: 24, bottom: 28, left: 48 };
/** Room for one written day, also where months have long names. */
const DAY_PX = 80;

const useStyles = makeStyles({
  area: { fill: tokens.colorBrandBackground, fillOpacity: 0.2 },
  dot: {
    fill: tokens.colorCompoundBrandBackground,
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: 2,
  },
});

/**
 * How many people counted, day by day. Pointer and arrow keys choose the day whose figure is written above; to screen
 * readers it is a slider over the days.
 */
export default function TrendChart(props: {
  /** At least two days. */
  readonly trend: readonly DayFigure[];
  readonly widthPx: number;
  readonly label: string;
  /** The words for one day. */
  readonly tell: (figure: DayFigure) => string;
}) {
  const styles = useStyles();
  const drawn = useChartStyles();
  const format = useFormat();
  const { trend, widthPx, label, tell } = props;
  const last = trend.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const chart = dayChart(trend, widthPx, HEIGHT_PX, MARGINS);
  const place = Math.min(chosen ?? last, last);
  const figure = trend[place];
  const point = chart.points[place];
  const bottom = HEIGHT_PX - MARGINS.bottom;
  const written = new Set(daysToWrite(trend, (widthPx - MARGINS.left) / DAY_PX));

  return (
    <svg
      className={drawn.chart}
      height={HEIGHT_PX}
      viewBox={`0 0 ${widthPx} ${HEIGHT_PX}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={place}
      aria-valuetext={figure === undefined ? '' : tell(figure)}
      onPointerMove={(event) => {
        const left = event.currentTarget.getBoundingClientRect().left;
        setChosen(chart.nearestTo(event.clientX - left));
      }}
      onPointerLeave={() => setChosen(null)}
      onBlur={() => setChosen(null)}
      onKeyDown={(event) => {
        const next = placeByKey(event.key, place, last);
        if (next === null) return;
        event.preventDefault();
        setChosen(next);
      }}
    >
      {linesOf(trend).map((used) => (
        <g key={used}>
          <line
            className={drawn.grid}
            x1={MARGINS.left}
            x2={widthPx - MARGINS.right}
            y1={chart.yOf(used)}
            y2={chart.yOf(used)}
          />
          <text x={MARGINS.left - 8} y={chart.yOf(used) + 4} textAnchor="end">
            {format.number(used)}
          </text>
        </g>
      ))}
      <path className={styles.area} d={chart.area} />
      <path className={drawn.line} d={chart.line} />
      {trend.map(({ day }, at) =>
        written.has(day) ? (
          <text
            key={day}
            x={chart.points[at]?.x}
            y={HEIGHT_PX - 8}
            textAnchor={at === last ? 'end' : at === 0 ? 'start' : 'middle'}
          >
            {format.shortDay(day)}
          </text>
        ) : null,
      )}
      {point === undefined || figure === undefined ? null : (
        <>
          {chosen === null ? null : (
            <line className={drawn.mark} x1={point.x} x2={point.x} y1={MARGINS.top} y2={bottom} />
          )}
          <circle className={styles.dot} cx={point.x} cy={point.y} r={5} />
          <text
            className={drawn.told}
            x={Math.min(Math.max(point.x, MARGINS.left), widthPx - MARGINS.right)}
            y={14}
            textAnchor={point.x > widthPx / 2 ? 'end' : 'start'}
          >
            {tell(figure)}
          </text>
        </>
      )}
    </svg>
  );
}
