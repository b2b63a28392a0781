import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { CustomerDetail } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useMayWords } from './useMayWords.ts';

const useStyles = makeStyles({
  place: { marginBottom: tokens.spacingVerticalL },
});

/** How it stands with a customer: what the person may do there, since which roles, until when; and what is in the way. */
export function StandingNotice({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customers');
  const format = useFormat();
  const mayWords = useMayWords();
  const { state, usable, endsSoon, endsAt, autoExtends, roles, reason } = customer;
  const isRoleless = reason?.code === 'no-role-assigned';
  const ends = endsAt === null ? null : format.day(endsAt.slice(0, 10));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <div className={styles.place}>
      {usable ? null : (
        <MessageBar intent="warning" layout="multiline" className={styles.place}>
          <MessageBarBody>
            <MessageBarTitle>{t('standing.cannot')}</MessageBarTitle>{' '}
            {isRoleless ? t('roleless') : t(`meaning.${state}`)}
          </MessageBarBody>
        </MessageBar>
      )}
      {usable && (endsSoon || state !== 'active') ? (
        <MessageBar intent="warning" layout="multiline" className={styles.place}>
          <MessageBarBody>
            {ends === null ? null : (
              <MessageBarTitle>{t('standing.ends', { day: ends })}</MessageBarTitle>
            )}{' '}
            {t(state === 'active' ? 'endsSoon' : `meaning.${state}`)}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {usable ? (
        <Panel title={t('standing.title')}>
          <Facts
            facts={[
              [t('standing.may'), mayWords(customer)],
              [t('standing.roles'), list.format(roles.map(({ name }) => name))],
              ...(ends === null
                ? []
                : ([
                    [
                      t('standing.until'),
                      autoExtends ? t('standing.extended', { day: ends }) : ends,
                    ],
                  ] as const)),
            ]}
          />
        </Panel>
      ) : null}
    </div>
  );
}
