import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CustomerJob } from '../../customers/answers.ts';
import { useRefusalWords } from './useRefusalWords.ts';

/** Why work ends on our side, or for want of somebody else's. */
const FAILURES = [
  'internal',
  'directory-unavailable',
  'store-unavailable',
  'busy',
  'not-found',
] as const;

/** Why a bulk act stopped before its end. Nothing where it did not. */
export function StoppedWords({ job }: { readonly job: Pick<CustomerJob, 'state' | 'failure'> }) {
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { state, failure } = job;
  if (state === 'cancelled') {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{t('continue.cancelled')}</MessageBarBody>
      </MessageBar>
    );
  }
  if (failure === null) return null;
  const known = FAILURES.find((code) => code === failure.code);
  const why = known === undefined ? refusalWords(failure) : t(`failure.${known}`);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{t('continue.failed', { why })}</MessageBarBody>
    </MessageBar>
  );
}
