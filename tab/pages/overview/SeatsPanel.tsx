import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewShape } from '../../../api/overview/contract.ts';
import { Facts } from '../../components/Facts.tsx';
import { LazyPicture } from '../../components/LazyPicture.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';

const SeatGauge = lazy(() => import('./SeatGauge.tsx'));

const useStyles = makeStyles({
  figure: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    alignItems: 'flex-start',
    flexGrow: 1,
    minHeight: '150px',
  },
  number: {
    fontSize: tokens.fontSizeHero1000,
    lineHeight: tokens.lineHeightHero1000,
    fontVariantNumeric: 'tabular-nums',
  },
  words: { marginTop: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
  centred: { alignItems: 'center', textAlign: 'center', rowGap: tokens.spacingVerticalS },
  gauge: { width: '260px', maxWidth: '100%', height: '150px' },
});

/** The seats used of the capacity; without a capacity, how many count and why there is no limit. */
export function SeatsPanel(props: { readonly subscription: OverviewShape['subscription'] }) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { seats, account, plan, term, forecast } = props.subscription;
  const { used, capacity, remaining } = seats;

  const facts: [string, string][] = [[t('seats.plan'), t(`seats.plans.${plan}`)]];
  for (const name of ['purchased', 'received', 'shared', 'reserved', 'freeing'] as const) {
    if (seats[name] > 0) facts.push([t(`seats.${name}`), format.number(seats[name])]);
  }
  if (remaining !== null) facts.push([t('seats.remaining'), format.number(remaining)]);
  if (term !== null) facts.push([t('seats.term'), format.day(term.endsOn)]);
  if (forecast !== null) facts.push([t('seats.forecast'), format.day(forecast.reachesCapacityOn)]);

  return (
    <Panel
      title={t('seats.title')}
      actions={<Badge appearance="tint">{t(`seats.states.${account.state}`)}</Badge>}
    >
      {capacity === null ? (
        <div className={styles.figure}>
          <Text weight="semibold" className={styles.number}>
            {format.number(used)}
          </Text>
          <Text weight="semibold">{t('seats.counted', { count: used })}</Text>
          <Text className={styles.words}>{t(`seats.unlimited.${plan}`)}</Text>
        </div>
      ) : (
        <div className={mergeClasses(styles.figure, styles.centred)}>
          <LazyPicture placeholder={styles.gauge}>
            <SeatGauge used={used} capacity={capacity} />
          </LazyPicture>
          <Text weight="semibold">{t('seats.usedOf', { used, count: capacity })}</Text>
        </div>
      )}
      <Facts facts={facts} />
    </Panel>
  );
}
