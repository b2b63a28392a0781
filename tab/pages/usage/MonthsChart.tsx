import { makeStyles, tokens } from '@fluentui/react-components';
import { useChartStyles } from '../../components/useChartStyles.ts';
import { useFormat } from '../../format.ts';
import { barsOf, MARGINS, type MonthFigure } from '../../usage/months.ts';
import { useMonths } from './useMonths.ts';

const HEIGHT_PX = 220;
/** Room for one written month; where there is less, every other one is left out. */
const MONTH_PX = 40;

const useStyles = makeStyles({
  bar: { fill: tokens.colorCompoundBrandBackground },
});

/** A bar for each month of a period. The table beside it says the same, so to screen readers it is one picture. */
export default function MonthsChart(props: {
  readonly months: readonly MonthFigure[];
  readonly widthPx: number;
  readonly label: string;
}) {
  const styles = useStyles();
  const drawn = useChartStyles();
  const format = useFormat();
  const { short } = useMonths();
  const { months, widthPx, label } = props;
  const { bars, lines, yOf, room } = barsOf(months, widthPx, HEIGHT_PX);
  const step = Math.ceil(MONTH_PX / room);
  return (
    <svg
      className={drawn.chart}
      height={HEIGHT_PX}
      viewBox={`0 0 ${widthPx} ${HEIGHT_PX}`}
      role="img"
      aria-label={label}
    >
      {lines.map((unique) => (
        <g key={unique}>
          <line
            className={drawn.grid}
            x1={MARGINS.left}
            x2={widthPx - MARGINS.right}
            y1={yOf(unique)}
            y2={yOf(unique)}
          />
          <text x={MARGINS.left - 8} y={yOf(unique) + 4} textAnchor="end">
            {format.number(unique)}
          </text>
        </g>
      ))}
      {bars.map(({ month, unique, x, y, width, height }, nth) => (
        <g key={month}>
          <rect className={styles.bar} x={x} y={y} width={width} height={height} rx={2} />
          {unique === 0 || room < MONTH_PX ? null : (
            <text className={drawn.told} x={x + width / 2} y={y - 6} textAnchor="middle">
              {format.number(unique)}
            </text>
          )}
          {nth % step === 0 ? (
            <text x={x + width / 2} y={HEIGHT_PX - 8} textAnchor="middle">
              {short(month)}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}
