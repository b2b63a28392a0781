import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { NamedOutcome } from '../catalogs/bulk.ts';
import { refusalKeyOf, refusedFirst, tallyOf } from '../catalogs/outcomes.ts';

/** So many are named one by one. */
const SHOWN_MAX = 100;

const COLOR = {
  enrolled: 'success',
  listed: 'success',
  already: 'informative',
  refused: 'danger',
} as const;
const KINDS = ['enrolled', 'listed', 'already', 'refused'] as const;

const useStyles = makeStyles({
  tally: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  reason: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
});

/** How it went for each person: how many of each outcome, then each by name, refusals first with their reason. */
export function OutcomeList(props: { readonly outcomes: readonly NamedOutcome[] }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { outcomes } = props;
  const tally = tallyOf(outcomes);
  const shown = refusedFirst(outcomes).slice(0, SHOWN_MAX);
  const hidden = outcomes.length - shown.length;
  return (
    <>
      <div className={styles.tally}>
        {KINDS.filter((kind) => tally[kind] > 0).map((kind) => (
          <Badge key={kind} appearance="tint" size="large" color={COLOR[kind]}>
            {t('outcome.tally', { outcome: t(`outcome.${kind}`), people: tally[kind] })}
          </Badge>
        ))}
      </div>
      <ul className={styles.list}>
        {shown.map(({ personId, displayName, outcome, code }) => (
          <li key={personId} className={styles.item}>
            <Text>{displayName ?? t('admins.unnamed', { id: personId })}</Text>
            <Badge appearance="tint" color={COLOR[outcome]}>
              {t(`outcome.${outcome}`)}
            </Badge>
            {outcome === 'refused' ? (
              <Text size={200} className={styles.reason}>
                {t(`refusal.${refusalKeyOf(code)}`, { code })}
              </Text>
            ) : null}
          </li>
        ))}
      </ul>
      {hidden > 0 ? <Text>{t('bulk.more', { count: hidden })}</Text> : null}
    </>
  );
}
