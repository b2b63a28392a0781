import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { actRefusalOf, faultsOf } from '../../customers/refusals.ts';
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
  const refusal = actRefusalOf(error);
  if (refusal !== null) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{t('refused')}</MessageBarTitle> {refusalWords(refusal)}
        </MessageBarBody>
      </MessageBar>
    );
  }
  const faults = faultsOf(error);
  if (faults.length > 0 && faultsTitle !== undefined) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{faultsTitle}</MessageBarTitle>
          <ul className={styles.list}>
            {faults.map((fault, place) => (
              <li key={place}>{refusalWords(fault)}</li>
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>
    );
  }
  return <ErrorNotice error={error} onRetry={onRetry} />;
}
