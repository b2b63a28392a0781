import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { isChange, type Change } from '../peers/request.ts';

const useStyles = makeStyles({
  change: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
});

/** What of a change of a live link acts at once, and what is to be decided there (P-8). */
export function PeerChange({ change }: { readonly change: Change }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('peers');
  const { seatsFewer, seatsMore, dropped, asked } = change;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const now = [
    ...(seatsFewer === 0 ? [] : [t('form.fewer', { count: seatsFewer })]),
    ...dropped.map((each) => t(`form.drops.${each}`)),
  ];
  const later = [
    ...(seatsMore === 0 ? [] : [t('form.moreSeats', { count: seatsMore })]),
    ...asked.map((each) => t(`form.asks.${each}`)),
  ];
  return (
    <div className={styles.change} role="status">
      {isChange(change) ? null : <Text>{t('form.unchanged')}</Text>}
      {now.length === 0 ? null : (
        <Text>
          <strong>{t('form.now')}</strong> {list.format(now)}
        </Text>
      )}
      {later.length === 0 ? null : (
        <Text>
          <strong>{t('form.later')}</strong> {list.format(later)}
        </Text>
      )}
    </div>
  );
}
