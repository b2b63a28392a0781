import { tokens } from '@fluentui/react-components';
import { AreaChart } from '@fluentui/react-charts';
import { useFormat } from '../../format.ts';
import type { DayFigure } from '../../overview/trend.ts';

const HEIGHT_PX = 260;

/** How many people counted, day by day. In a module of its own: it brings the charts with it. */
export default function TrendChart(props: {
  readonly trend: readonly DayFigure[];
  readonly legend: string;
  readonly title: string;
  readonly locale: string;
  readonly width: number;
}) {
  const format = useFormat();
  const { trend, legend, title, locale, width } = props;
  return (
    <AreaChart
      data={{
        chartTitle: title,
        lineChartData: [
          {
            legend,
            color: tokens.colorBrandBackground,
            data: trend.map(({ day, used }) => ({
              x: new Date(day),
              y: used,
              xAxisCalloutData: format.day(day),
              yAxisCalloutData: format.number(used),
            })),
          },
        ],
      }}
      width={width}
      height={HEIGHT_PX}
      culture={locale}
      useUTC
      dateLocalizeOptions={{ day: 'numeric', month: 'short', timeZone: 'UTC' }}
      yAxisTickFormat={(value: number) => format.number(value)}
      yMinValue={0}
      hideLegend
      enablePerfOptimization
    />
  );
}
