import {
  makeStyles,
  mergeClasses,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyPicture } from '../../components/LazyPicture.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Subscription } from '../../queries/subscription.ts';

const SeatGauge = lazy(() => import('../overview/SeatGauge.tsx'));

/** What is added up to the capacity, each with its sign. */
const PARTS = [
  { name: 'purchased', sign: '' },
  { name: 'received', sign: '+' },
  { name: 'shared', sign: '−' },
  { name: 'reserved', sign: '−' },
] as const;

const useStyles = makeStyles({
  seats: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'center',
  },
  figure: { display: 'flex', flexDirection: 'column', alignItems: 'center', textAlign: 'center' },
  number: {
    fontSize: tokens.fontSizeHero1000,
    lineHeight: tokens.lineHeightHero1000,
    fontVariantNumeric: 'tabular-nums',
  },
  gauge: { width: '240px', maxWidth: '100%', height: '140px' },
  note: { marginTop: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
  lines: { margin: 0 },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
  sum: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}` },
  name: { overflowWrap: 'anywhere' },
  means: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
  value: {
    margin: 0,
    gridColumn: 2,
    gridRow: '1 / span 2',
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
  },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

/** A number of seats with its words and what it means. */
interface SeatLine {
  readonly key: string;
  readonly name: string;
  readonly means: string;
  readonly value: string;
  /** A line is drawn above it: it is what those above it come to. */
  readonly isSum?: boolean;
}

/** The seats used of those there are, and how capacity is made up (G-1). */
export function SeatsPanel(props: {
  readonly subscription: Subscription;
  /** The catalogs whose part is shown as well. */
  readonly catalogs?: readonly {
    readonly id: string;
    readonly name: string;
    readonly used: number;
  }[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const { subscription, catalogs = [] } = props;
  const { capacity, used, remaining } = subscription.seats;

  const lines: readonly SeatLine[] = [
    ...PARTS.map(({ name, sign }) => ({
      key: name,
      name: t(`seats.${name}`),
      means: t(`seats.${name}Means`),
      value: `${sign === '' ? '' : `${sign} `}${format.number(subscription.seats[name])}`,
    })),
    {
      key: 'capacity',
      name: t('seats.capacity'),
      means: t('seats.capacityMeans'),
      value: capacity === null ? t('seats.unlimitedCapacity') : format.number(capacity),
      isSum: true,
    },
    {
      key: 'used',
      name: t('seats.used'),
      means: t('seats.usedMeans'),
      value: `${capacity === null ? '' : '− '}${format.number(used)}`,
    },
    ...(remaining === null
      ? []
      : [
          {
            key: 'remaining',
            name: t('seats.remaining'),
            means: t('seats.remainingMeans'),
            value: format.number(remaining),
            isSum: true,
          },
        ]),
    ...catalogs.map((catalog) => ({
      key: catalog.id,
      name: t('seats.usedHere', { name: catalog.name }),
      means: t('seats.usedHereMeans'),
      value: format.number(catalog.used),
    })),
  ];
  return (
    <Panel title={t('seats.title')} explanation={t('seats.explanation')}>
      <div className={styles.seats}>
        <UsedOfCapacity subscription={subscription} />
        <dl className={styles.lines}>
          {lines.map(({ key, name, means, value, isSum = false }) => (
            <div key={key} className={mergeClasses(styles.line, isSum && styles.sum)}>
              <dt className={mergeClasses(styles.name, isSum && styles.strong)}>{name}</dt>
              <dd className={mergeClasses(styles.value, isSum && styles.strong)}>{value}</dd>
              <dd className={styles.means}>{means}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}

/** How full the seats are; without a capacity, how many people count and why there is no limit. */
function UsedOfCapacity({ subscription }: { readonly subscription: Subscription }) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const { capacity, used } = subscription.seats;
  if (capacity === null) {
    return (
      <div className={styles.figure}>
        <Text weight="semibold" className={styles.number}>
          {format.number(used)}
        </Text>
        <Text weight="semibold">{t('seats.counted', { count: used })}</Text>
        <Text className={styles.note}>{t(`seats.unlimited.${subscription.plan}`)}</Text>
      </div>
    );
  }
  return (
    <div className={styles.figure}>
      <LazyPicture placeholder={styles.gauge}>
        <SeatGauge used={used} capacity={capacity} />
      </LazyPicture>
      <Text weight="semibold">
        {capacity === 0 ? t('seats.none') : t('seats.usedOf', { used, count: capacity })}
      </Text>
      {used > capacity ? (
        <Text className={styles.note}>{t('seats.over', { count: used - capacity })}</Text>
      ) : null}
    </div>
  );
}
