import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { wordsFor } from '../error-words.ts';
import { askForConsent } from '../teams.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalM },
  body: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  request: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** What went wrong, in plain words, at the place where it happened, with a way on. Nothing where nothing did. */
export function ErrorNotice(props: {
  readonly error: unknown;
  /** Does again what failed. Without it there is no such button. */
  readonly onRetry?: (() => void) | undefined;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const { error, onRetry } = props;
  if (error === null || error === undefined) return null;
  const { title, text, wayOn, requestId } = wordsFor(error, t);
  const consent = () => {
    void askForConsent().then(onRetry, () => undefined);
  };
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar} role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle> {text}
        {requestId === null ? null : (
          <span className={styles.request}>{t('requestId', { id: requestId })}</span>
        )}
      </MessageBarBody>
      <MessageBarActions>
        {wayOn === 'retry' && onRetry !== undefined ? (
          <Button onClick={onRetry}>{t('act.retry')}</Button>
        ) : null}
        {wayOn === 'consent' ? <Button onClick={consent}>{t('act.consent')}</Button> : null}
        {wayOn === 'reload' ? (
          <Button onClick={() => window.location.reload()}>{t('act.reload')}</Button>
        ) : null}
      </MessageBarActions>
    </MessageBar>
  );
}
