import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../api/jobs/contract.ts';

const KNOWN = ['group-unusable', 'not-found'] as const;

/** Why a job failed, in the reader's words; what is not known is told as the server tells it. */
export function FailureWords(props: { readonly failure: NonNullable<JobShape['failure']> }) {
  const { t } = useTranslation('jobs');
  const { code, detail } = props.failure;
  return <>{t(`failureOf.${KNOWN.find((known) => known === code) ?? 'other'}`, { detail })}</>;
}
