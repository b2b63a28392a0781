import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDialog } from '../components/FormDialog.tsx';

/** A form whose thing is still being read, or could not be. */
export function FormLoading(props: {
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('shell');
  const { query, onClose } = props;
  return (
    <FormDialog title={t('loading')} onSubmit={() => undefined} onClose={onClose}>
      {query.error === null ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={32} />
        </Skeleton>
      ) : (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
    </FormDialog>
  );
}
