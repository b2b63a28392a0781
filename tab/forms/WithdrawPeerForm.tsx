import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { usePeerAct, withdrawPeer } from '../queries/peers.ts';
import type { Peer } from '../peers/answers.ts';

/** Takes a request back that is not decided yet (PA-13). */
export function WithdrawPeerForm(props: {
  readonly peer: Peer;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('peers');
  const { peer, onDone, onClose } = props;
  const withdraw = usePeerAct((id: string, key) => withdrawPeer(id, key));
  return (
    <ConfirmDialog
      open
      title={t('withdraw.title', { subdomain: peer.subdomain })}
      act={t('act.withdraw')}
      onConfirm={() => withdraw.mutate(peer.id, { onSuccess: onDone })}
      onClose={onClose}
      busy={withdraw.isPending}
      error={withdraw.error}
    >
      <Text>{t('withdraw.text')}</Text>
      {peer.request?.isChange === true ? <Text>{t('withdraw.change')}</Text> : null}
    </ConfirmDialog>
  );
}
