import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api-error.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useRefusalWords } from './useRefusalWords.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

/** Why an act at a customer failed: in the directory's reason, fault by fault, or as every error is told. */
export function ActError(props: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** The title over several faults. */
  readonly faultsTitle?: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { error, onRetry, faultsTitle } = props;
  if (!(error instanceof ApiError)) return <ErrorNotice error={error} onRetry={onRetry} />;
  const { code, detail, facts, errors } = error;
  if (code === 'customer-act-refused') {
    const reason = typeof facts['reason'] === 'string' ? facts['reason'] : '';
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{t('refused')}</MessageBarTitle> {refusalWords({ code: reason, detail })}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (errors.length > 0 && faultsTitle !== undefined) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{faultsTitle}</MessageBarTitle>
          <ul className={styles.list}>
            {errors.map(({ path, message }) => (
              <li key={path + message}>{message}</li>
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>
    );
  }
  return <ErrorNotice error={error} onRetry={onRetry} />;
}
