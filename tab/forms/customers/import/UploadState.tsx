import { Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ActError } from '../ActError.tsx';
import type { Upload, UserImport } from './useUserImport.ts';

/** That the file is being sent, or why it was refused. */
export function UploadState(props: { readonly run: UserImport; readonly upload: Upload | null }) {
  const { t } = useTranslation('customerActs');
  const { run, upload } = props;
  return (
    <>
      <div role="status">
        {run.isSending ? <Spinner size="tiny" label={t('check.sending')} /> : null}
      </div>
      <ActError
        error={run.error}
        faultsTitle={t('fileRefused')}
        onRetry={upload === null ? undefined : () => run.start(upload)}
      />
    </>
  );
}
