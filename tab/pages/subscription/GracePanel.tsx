import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Subscription } from '../../queries/subscription.ts';
import { useContactWords } from './useContactWords.ts';

/** How long a window is open (G-2, G-4). */
const WINDOW_DAYS = 14;

const useStyles = makeStyles({
  window: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
  },
  countdown: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontVariantNumeric: 'tabular-nums',
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    maxWidth: '72ch',
  },
});

/** A grace window: how long it is open yet, what happens at its end, and what one can do (G-2, G-4, G-7). */
export function GracePanel({ grace }: { readonly grace: Subscription['graces'][number] }) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const contact = useContactWords();
  const { reason, daysLeft, closesAt } = grace;
  const left = daysLeft === 0 ? t('grace.today') : t('grace.daysLeft', { count: daysLeft });
  return (
    <Panel title={t(`grace.title.${reason}`)}>
      <div className={styles.window}>
        <div className={styles.countdown}>
          <Text weight="semibold" className={styles.number}>
            {left}
          </Text>
          <ProgressBar
            aria-label={t('grace.progress')}
            aria-valuetext={left}
            thickness="large"
            color={daysLeft <= 3 ? 'error' : 'warning'}
            max={WINDOW_DAYS}
            value={Math.max(0, WINDOW_DAYS - daysLeft)}
          />
          <Text>{t('grace.closes', { at: format.instant(closesAt) })}</Text>
        </div>
        <div className={styles.words}>
          <Text>{t(`grace.then.${reason}`)}</Text>
          <Text>{t(`grace.help.${reason}`)}</Text>
          <Text>{contact}</Text>
        </div>
      </div>
    </Panel>
  );
}
