import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { InnerLink } from '../../components/InnerLink.tsx';
import { useFormat, type Format } from '../../format.ts';
import { dismissalOf, type Banner } from '../../subscription/banner.ts';
import { useContactWords } from './useContactWords.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  body: {
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
  },
  // Fluent's own colour of links is too weak on the dark theme's warnings.
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'underline',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':active': { color: tokens.colorNeutralForeground1 },
  },
  way: { marginRight: tokens.spacingHorizontalM },
});

/** What everybody who administers has to know on whatever page, with the way on from it. */
export function SubscriptionBanner(props: {
  readonly banner: Banner;
  /** People who take seats can be seen, and unenrolled, by the reader. */
  readonly mayFree: boolean;
  readonly onDismiss: (dismissal: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(['subscription', 'shell']);
  const format = useFormat();
  const { banner, mayFree, onDismiss } = props;
  const dismissal = dismissalOf(banner);
  const [title, text] = useWords(banner, format);
  const isOnItsPage = useLocation().pathname === '/subscription';
  return (
    <MessageBar
      intent={banner.kind === 'grace' ? 'warning' : 'error'}
      layout="multiline"
      className={styles.bar}
    >
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle> {text}{' '}
        {isOnItsPage ? null : (
          <span className={styles.way}>
            <InnerLink to="/subscription" className={styles.link}>
              {t('banner.look')}
            </InnerLink>
          </span>
        )}
        {banner.kind !== 'inactive' && mayFree ? (
          <span className={styles.way}>
            <InnerLink to="/people?show=counted" className={styles.link}>
              {t('banner.free')}
            </InnerLink>
          </span>
        ) : null}
      </MessageBarBody>
      {dismissal === null ? null : (
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              size="small"
              icon={<DismissRegular />}
              aria-label={t('banner.dismiss')}
              onClick={() => onDismiss(dismissal)}
            />
          }
        />
      )}
    </MessageBar>
  );
}

/** The title of a banner, and what it says. */
function useWords(banner: Banner, format: Format): readonly [title: string, text: string] {
  const { t } = useTranslation('subscription');
  const contact = useContactWords();
  switch (banner.kind) {
    case 'inactive':
      return [
        t('banner.inactive.title'),
        `${t(`account.reasons.${banner.reason}`)} ${t('account.means.Inactive')} ${t('account.wayOn')} ${contact}`,
      ];
    case 'stopped':
    case 'no-new-seats':
      return [t(`banner.${banner.kind}.title`), `${t(`banner.${banner.kind}.text`)} ${contact}`];
    case 'grace':
      return [
        t(`banner.grace.${banner.reason}`),
        t('banner.closes', { count: banner.daysLeft, at: format.instant(banner.closesAt) }),
      ];
  }
}
