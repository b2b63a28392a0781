import { Checkbox, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from '../components/ChoiceGroup.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { LoadMore } from '../components/LoadMore.tsx';
import { useRows } from '../components/PagedRecords.tsx';
import { useCatalogs } from '../queries/catalogs.ts';
import { sharePeerCatalog, usePeers } from '../queries/peers.ts';
import type { Peer } from '../peers/answers.ts';
import { useAct } from '../queries/refresh.ts';

/** Shares catalogs of one's own on a link (P-10). Whoever is shared leaves the choice, so that a failure leaves the rest. */
export function SharePeerCatalogsForm(props: {
  readonly peer: Peer;
  /** @param count of catalogs that are shared now */
  readonly onDone: (count: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('peers');
  const { peer, onDone, onClose } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isSent, setSent] = useState(false);
  const query = useCatalogs();
  const received = useRows(usePeers('received'));
  const share = useAct(async (ids: readonly string[]) => {
    for (const id of ids) {
      await sharePeerCatalog(peer.id, id);
      setChosen((now) => now.filter((one) => one !== id));
    }
    return ids.length;
  });
  // What was received cannot be shared on, and is refused where the list does not know it.
  const taken = new Set(
    [peer, ...(received ?? [])].flatMap(({ catalogs }) => catalogs.map((one) => one.catalogId)),
  );
  const rows = useRows(query);
  const offered = (rows ?? []).filter(({ id }) => !taken.has(id));
  const isNoneLeft = rows !== undefined && offered.length === 0 && !query.hasNextPage;
  const submit = () => {
    setSent(true);
    if (chosen.length > 0) share.mutate(chosen, { onSuccess: onDone });
  };
  const isMissing = isSent && chosen.length === 0 && !share.isPending;
  return (
    <FormDialog
      title={t('catalogs.shareTitle', { subdomain: peer.subdomain })}
      {...(isNoneLeft ? {} : { act: t('catalogs.shareAct') })}
      onSubmit={submit}
      onClose={onClose}
      busy={share.isPending}
      error={share.error ?? query.error}
    >
      {isNoneLeft ? (
        <Text>{t('catalogs.noneLeft')}</Text>
      ) : (
        <ChoiceGroup
          required
          label={t('catalogs.which')}
          fault={isMissing ? t('catalogs.whichFault') : null}
        >
          {offered.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(_event, { checked }) =>
                setChosen(checked === true ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
          ))}
        </ChoiceGroup>
      )}
      <LoadMore
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </FormDialog>
  );
}
