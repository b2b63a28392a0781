import { tokens } from '@fluentui/react-components';
import { GaugeChart } from '@fluentui/react-charts';
import { useFormat } from '../../format.ts';
import { fullnessOf, type Fullness } from '../../overview/seats.ts';

const COLORS: Readonly<Record<Fullness, string>> = {
  unlimited: tokens.colorBrandBackground,
  room: tokens.colorBrandBackground,
  filling: tokens.colorBrandBackground,
  'nearly-full': tokens.colorStatusWarningBackground3,
  full: tokens.colorStatusDangerBackground3,
  over: tokens.colorStatusDangerBackground3,
};

/** The seats used of the capacity, as a gauge. In a module of its own: it brings the charts with it. */
export default function SeatGauge(props: {
  readonly used: number;
  readonly capacity: number;
  readonly usedLabel: string;
  readonly freeLabel: string;
}) {
  const format = useFormat();
  const { used, capacity, usedLabel, freeLabel } = props;
  const filled = Math.min(used, capacity);
  return (
    <GaugeChart
      width={260}
      height={150}
      chartValue={filled}
      minValue={0}
      maxValue={capacity}
      segments={[
        { size: filled, legend: usedLabel, color: COLORS[fullnessOf({ used, capacity })] },
        { size: capacity - filled, legend: freeLabel, color: tokens.colorNeutralBackground5 },
      ]}
      chartValueFormat={() => (capacity === 0 ? '' : format.percent(used / capacity))}
      hideLegend
      hideTooltip
      hideMinMax
    />
  );
}
