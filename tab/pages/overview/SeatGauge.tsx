import { makeStyles, tokens } from '@fluentui/react-components';
import { useFormat } from '../../format.ts';
import { fullnessOf, shareOf, type Fullness } from '../../overview/seats.ts';

const WIDTH = 240;
const HEIGHT = 132;
const BAND = 22;
const RADIUS = 104;

/** A half circle, from left to right. Lengths along it are in percent. */
const ARC = `M ${WIDTH / 2 - RADIUS} 120 A ${RADIUS} ${RADIUS} 0 0 1 ${WIDTH / 2 + RADIUS} 120`;

const COLORS: Readonly<Record<Fullness, string>> = {
  unlimited: tokens.colorCompoundBrandStroke,
  room: tokens.colorCompoundBrandStroke,
  filling: tokens.colorCompoundBrandStroke,
  'nearly-full': tokens.colorStatusWarningBackground3,
  full: tokens.colorStatusDangerBackground3,
  over: tokens.colorStatusDangerBackground3,
};

const useStyles = makeStyles({
  gauge: { display: 'block', width: '100%', maxWidth: `${WIDTH}px`, margin: '0 auto' },
  // High contrast has one colour for what is full and none for what is empty, so that the empty part has an edge.
  edge: { stroke: tokens.colorNeutralStroke1 },
  empty: { stroke: tokens.colorNeutralBackground4 },
  share: {
    fill: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontFamily: tokens.fontFamilyBase,
  },
});

/** The seats used of the capacity, as a gauge. For the eye alone: the figures stand beside it in words. */
export default function SeatGauge({
  used,
  capacity,
}: {
  readonly used: number;
  readonly capacity: number;
}) {
  const styles = useStyles();
  const format = useFormat();
  const share = shareOf({ used, capacity });
  const filled = Math.min(1, share) * 100;
  const band = { d: ARC, fill: 'none', strokeWidth: BAND };
  return (
    <svg className={styles.gauge} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path {...band} className={styles.edge} />
      <path {...band} strokeWidth={BAND - 2} className={styles.empty} />
      {filled === 0 ? null : (
        <path
          {...band}
          stroke={COLORS[fullnessOf({ used, capacity })]}
          pathLength={100}
          strokeDasharray={`${filled} 100`}
        />
      )}
      <text className={styles.share} x={WIDTH / 2} y={118} textAnchor="middle">
        {capacity === 0 ? '' : format.percent(share)}
      </text>
    </svg>
  );
}
