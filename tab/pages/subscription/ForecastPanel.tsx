import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyPicture } from '../../components/LazyPicture.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useWidth } from '../../components/useWidth.ts';
import { useFormat } from '../../format.ts';
import type { DayFigure } from '../../overview/trend.ts';
import type { Subscription } from '../../queries/subscription.ts';
import { noForecastBecause } from '../../subscription/forecast.ts';

const ForecastChart = lazy(() => import('./ForecastChart.tsx'));

const useStyles = makeStyles({
  chart: { minWidth: 0, overflow: 'hidden' },
  placeholder: { height: '240px' },
  restsOn: { color: tokens.colorNeutralForeground2 },
});

/** On which day capacity is reached, drawn from how the count went so far, and what that rests on. */
export function ForecastPanel(props: {
  readonly subscription: Pick<Subscription, 'seats' | 'forecast'>;
  /** One figure for each day up to today; empty where it is not for the reader to see. */
  readonly trend: readonly DayFigure[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const [place, widthPx] = useWidth<HTMLDivElement>();
  const { subscription, trend } = props;
  const { forecast, seats } = subscription;
  const words =
    forecast === null
      ? t(`forecast.none.${noForecastBecause(seats, trend)}`)
      : t('forecast.reaches', { day: format.day(forecast.reachesCapacityOn) });
  const [first] = trend;
  const last = trend.at(-1);
  const isDrawn = first !== undefined && last !== undefined && trend.length > 1;
  return (
    <Panel title={t('forecast.title')} explanation={words}>
      <div ref={place} className={styles.chart}>
        {isDrawn ? (
          <LazyPicture placeholder={styles.placeholder}>
            {widthPx === 0 ? null : (
              <ForecastChart
                trend={trend}
                capacity={seats.capacity}
                forecast={forecast}
                widthPx={widthPx}
                label={t('forecast.picture', {
                  words,
                  first: first.used,
                  from: format.day(first.day),
                  last: last.used,
                  to: format.day(last.day),
                })}
              />
            )}
          </LazyPicture>
        ) : null}
      </div>
      {forecast === null ? null : (
        <Text size={200} className={styles.restsOn}>
          {t('forecast.restsOn', {
            count: forecast.basedOn.days,
            from: format.day(forecast.basedOn.from),
            to: format.day(forecast.basedOn.to),
            perDay: format.number(forecast.basedOn.perDay),
          })}
        </Text>
      )}
    </Panel>
  );
}
