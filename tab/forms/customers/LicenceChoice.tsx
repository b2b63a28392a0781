import { Badge, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CustomerUser, Licence } from '../../customers/answers.ts';
import {
  boxOf,
  neededOf,
  nextWish,
  shownBox,
  type Wish,
  type Wishes,
} from '../../customers/boxes.ts';
import {
  holdersOf,
  inheritedBy,
  mayChoosePlans,
  plansOffAtFirst,
  type PlanChoice,
} from '../../customers/licence-draft.ts';
import { Publisher } from './Publisher.tsx';
import { ServicePlans } from './ServicePlans.tsx';

const CHECKED = { full: true, half: 'mixed', empty: false } as const;

const useStyles = makeStyles({
  products: { margin: 0, padding: 0, listStyleType: 'none' },
  product: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  facts: {
    gridColumn: '1 / -1',
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalXXS,
    paddingLeft: '36px',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  wish: { marginTop: '6px' },
});

/** The products of a customer with a box each: full, half or empty as all, some or none of the users have it (PC-22). */
export function LicenceChoice(props: {
  readonly licences: readonly Licence[];
  readonly users: readonly CustomerUser[];
  readonly wishes: Wishes;
  readonly plans: PlanChoice;
  readonly onWish: (skuId: string, wish: Wish | undefined) => void;
  readonly onPlans: (skuId: string, off: readonly string[]) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { licences, users, wishes, plans, onWish, onPlans } = props;
  const holders = holdersOf(users);
  return (
    <ul className={styles.products} aria-label={t('licences.products')}>
      {licences.map((licence) => {
        const { skuId, name, manageable, available, publisher, state } = licence;
        const box = boxOf(skuId, holders);
        const wish = wishes.get(skuId);
        const needed = wish === 'assign' ? neededOf(skuId, holders) : 0;
        const having = users.length - neededOf(skuId, holders);
        const inherited = inheritedBy(skuId, users);
        const isShort = needed > available;
        return (
          <li key={skuId} className={styles.product}>
            <Checkbox
              label={name}
              checked={CHECKED[shownBox(box, wish)]}
              disabled={!manageable || (inherited === users.length && wish === undefined)}
              onChange={() => onWish(skuId, nextWish(box, wish))}
            />
            {wish === undefined ? null : (
              <Badge
                appearance="tint"
                color={wish === 'assign' ? 'success' : 'warning'}
                className={styles.wish}
              >
                {t(`licences.wish.${wish}`)}
              </Badge>
            )}
            <div className={styles.facts}>
              <Text size={200} className={styles.quiet}>
                {users.length === 1
                  ? t('licences.available', { count: available })
                  : t('licences.havingOf', { having, users: users.length, available })}
              </Text>
              {isShort ? (
                <Text size={200} role="status">
                  {t('licences.short', { needed, available })}
                </Text>
              ) : null}
              {inherited > 0 ? (
                <Text size={200} className={styles.quiet}>
                  {t('licences.inherited', { count: inherited })}
                </Text>
              ) : null}
              {publisher === null ? null : <Publisher publisher={publisher} />}
              {publisher !== null || manageable ? null : (
                <Text size={200} className={styles.quiet}>
                  {t(
                    state === 'enabled'
                      ? 'refusal.product-for-company'
                      : 'refusal.product-not-active',
                  )}
                </Text>
              )}
              {mayChoosePlans(box, wish) && manageable ? (
                <ServicePlans
                  licence={licence}
                  off={plans.get(skuId) ?? plansOffAtFirst(licence, users)}
                  onOff={(off) => onPlans(skuId, off)}
                />
              ) : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
