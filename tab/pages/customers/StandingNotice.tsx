import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useMayWords } from './useMayWords.ts';

const useStyles = makeStyles({
  place: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    marginBottom: tokens.spacingVerticalL,
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  fact: { minWidth: 0 },
  name: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** How it stands with a customer: what the person may do there, by which roles, until when; and what is in the way. */
export function StandingNotice({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customers');
  const format = useFormat();
  const mayWords = useMayWords();
  const { state, usable, endsSoon, endsAt, autoExtends, roles, reason } = customer;
  const isRoleless = reason?.code === 'no-role-assigned';
  const ends = endsAt === null ? null : format.day(endsAt.slice(0, 10));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const until =
    ends === null
      ? []
      : ([
          [t('standing.until'), autoExtends ? t('standing.extended', { day: ends }) : ends],
        ] as const);
  const facts = [
    [t('standing.may'), mayWords(customer)],
    [t('standing.roles'), list.format(roles.map(({ name }) => name))],
    ...until,
  ] as const;
  return (
    <div className={styles.place}>
      {usable ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('standing.cannot')}</MessageBarTitle>{' '}
            {isRoleless ? t('roleless') : t(`meaning.${state}`)}
          </MessageBarBody>
        </MessageBar>
      )}
      {usable && (endsSoon || state !== 'active') ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {ends === null ? null : (
              <MessageBarTitle>{t('standing.ends', { day: ends })}</MessageBarTitle>
            )}{' '}
            {t(state === 'active' ? 'endsSoon' : `meaning.${state}`)}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {usable ? (
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name} className={styles.fact}>
              <dt className={styles.name}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
