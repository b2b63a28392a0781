import { Button } from '@fluentui/react-components';
import { DeleteRegular, LibraryRegular, ShareRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { Panel } from '../../components/Panel.tsx';
import { RecordTable } from '../../components/RecordTable.tsx';
import { SharePeerCatalogsForm, UnsharePeerCatalogForm } from '../../forms/opened.ts';
import { useFormat } from '../../format.ts';
import type { Peer } from '../../peers/answers.ts';

type Shared = Peer['catalogs'][number];

/** The catalogs that are shared on a link; the account that shares seats shares them too (P-10). */
export function PeerCatalogsPanel(props: {
  readonly peer: Peer;
  /** @param done in words */
  readonly onDone: (done: string) => void;
}) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { peer, onDone } = props;
  const { catalogs, direction, subdomain, may } = peer;
  const [form, setForm] = useState<'share' | Shared | null>(null);
  const close = () => setForm(null);
  const end = (done: string) => {
    onDone(done);
    close();
  };
  const share = may.share ? (
    <Button icon={<ShareRegular />} onClick={() => setForm('share')}>
      {t('act.share')}
    </Button>
  ) : undefined;
  return (
    <Panel
      title={t('catalogs.title')}
      explanation={t(`catalogs.${direction}`)}
      actions={catalogs.length === 0 ? undefined : share}
    >
      {catalogs.length === 0 ? (
        <EmptyState
          icon={<LibraryRegular />}
          title={t('catalogs.empty')}
          text={t(direction === 'given' ? 'catalogs.emptyGiven' : 'catalogs.emptyReceived')}
          action={share}
        />
      ) : (
        <RecordTable
          label={t('catalogs.title')}
          rows={catalogs}
          idOf={({ catalogId }) => catalogId}
          columns={[
            {
              key: 'name',
              header: t('catalogs.name'),
              width: '60%',
              cell: ({ catalogId, name }) => (
                <InnerLink to={`/catalogs/${catalogId}`}>{name}</InnerLink>
              ),
            },
            {
              key: 'sharedAt',
              header: t('catalogs.sharedAt'),
              isWhole: true,
              cell: ({ sharedAt }) => format.day(sharedAt.slice(0, 10)),
            },
          ]}
          {...(may.share
            ? {
                acts: {
                  header: t('column.actions'),
                  cell: (catalog: Shared) => (
                    <MoreMenu
                      label={t('actsFor', { subdomain: catalog.name })}
                      acts={[
                        {
                          key: 'unshare',
                          act: t('catalogs.unshare'),
                          icon: <DeleteRegular />,
                          onAct: () => setForm(catalog),
                        },
                      ]}
                    />
                  ),
                },
              }
            : {})}
        />
      )}
      {form === 'share' ? (
        <SharePeerCatalogsForm
          peer={peer}
          onDone={(count) => end(t('done.shared', { count, subdomain }))}
          onClose={close}
        />
      ) : null}
      {form === null || form === 'share' ? null : (
        <UnsharePeerCatalogForm
          peerId={peer.id}
          catalog={form}
          onDone={() => end(t('done.unshared', { catalog: form.name }))}
          onClose={close}
        />
      )}
    </Panel>
  );
}
