import { useTranslation } from 'react-i18next';
import { DeletePeersForm, RequestPeerForm, WithdrawPeerForm } from '../../forms/opened.ts';
import type { Peer } from '../../peers/answers.ts';

/** What is to be done with peer accounts. */
export type WantedAct =
  | { readonly act: 'add' }
  | { readonly act: 'change' | 'withdraw'; readonly peer: Peer }
  | { readonly act: 'delete'; readonly peers: readonly Peer[] };

/** The form of what is to be done, and what it came to. */
export function PeerForms(props: {
  readonly wanted: WantedAct | null;
  readonly onWanted: (wanted: WantedAct | null) => void;
  /** @param done in words */
  readonly onDone: (done: string) => void;
}) {
  const { t } = useTranslation('peers');
  const { wanted, onWanted, onDone } = props;
  if (wanted === null) return null;
  const close = () => onWanted(null);
  const end = (done: string) => {
    onDone(done);
    close();
  };
  if (wanted.act === 'delete') {
    return (
      <DeletePeersForm
        peers={wanted.peers}
        onDone={(count) => end(t('done.deleted', { count }))}
        onClose={close}
      />
    );
  }
  if (wanted.act === 'withdraw') {
    const { peer } = wanted;
    return (
      <WithdrawPeerForm
        peer={peer}
        onDone={() => end(t('done.withdrawn', { subdomain: peer.subdomain }))}
        onClose={close}
      />
    );
  }
  const wordsOf = ({ subdomain, request, reserved }: Peer): string => {
    if (request === null) return t('done.changed', { subdomain });
    const kind = reserved > 0 ? 'done.requested' : 'done.requestedNoSeats';
    return t(kind, { subdomain, admin: request.adminEmail });
  };
  const peer = wanted.act === 'change' ? wanted.peer : null;
  return (
    <RequestPeerForm
      // A change begins with what is shared now.
      key={peer?.id ?? 'add'}
      peer={peer}
      onChangeOf={(live) => onWanted({ act: 'change', peer: live })}
      onDone={(made) => end(wordsOf(made))}
      onClose={close}
    />
  );
}
