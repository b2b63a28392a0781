import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { NamedOutcome } from '../catalogs/bulk.ts';
import { refusalKeyOf, refusedFirst, tallyOf } from '../catalogs/outcomes.ts';
import { OutcomeList } from '../components/OutcomeList.tsx';

const COLOR = {
  enrolled: 'success',
  listed: 'success',
  already: 'informative',
  refused: 'danger',
} as const;
const KINDS = ['enrolled', 'listed', 'already', 'refused'] as const;

const useStyles = makeStyles({
  tally: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** How it went for each person: how many of each outcome, then each by name, refusals first with their reason. */
export function PeopleOutcomes(props: { readonly outcomes: readonly NamedOutcome[] }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { outcomes } = props;
  const tally = tallyOf(outcomes);
  return (
    <>
      <div className={styles.tally}>
        {KINDS.filter((kind) => tally[kind] > 0).map((kind) => (
          <Badge key={kind} appearance="tint" size="large" color={COLOR[kind]}>
            {t('outcome.tally', { outcome: t(`outcome.${kind}`), people: tally[kind] })}
          </Badge>
        ))}
      </div>
      <OutcomeList
        outcomes={refusedFirst(outcomes).map(({ personId, displayName, outcome, code }) => ({
          key: personId,
          name: displayName ?? t('admins.unnamed', { id: personId }),
          outcome: { words: t(`outcome.${outcome}`), color: COLOR[outcome] },
          why: outcome === 'refused' ? [t(`refusal.${refusalKeyOf(code)}`, { code })] : [],
        }))}
        moreWords={(count) => t('bulk.more', { count })}
      />
    </>
  );
}
