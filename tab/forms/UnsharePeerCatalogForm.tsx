import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { unsharePeerCatalog } from '../queries/peers.ts';
import type { Peer } from '../peers/answers.ts';
import { useAct } from '../queries/refresh.ts';

/** Shares a catalog on a link no longer. */
export function UnsharePeerCatalogForm(props: {
  readonly peerId: string;
  readonly catalog: Peer['catalogs'][number];
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('peers');
  const { peerId, catalog, onDone, onClose } = props;
  const unshare = useAct(() => unsharePeerCatalog(peerId, catalog.catalogId));
  return (
    <ConfirmDialog
      open
      title={t('catalogs.unshareTitle', { catalog: catalog.name })}
      act={t('catalogs.unshare')}
      onConfirm={() => unshare.mutate(undefined, { onSuccess: onDone })}
      onClose={onClose}
      busy={unshare.isPending}
      error={unshare.error}
    >
      <Text>{t('catalogs.unshareText')}</Text>
    </ConfirmDialog>
  );
}
