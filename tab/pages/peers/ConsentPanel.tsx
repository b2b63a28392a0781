import { Switch, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { consentToPeer, usePeerAct } from '../../queries/peers.ts';
import type { Peer } from '../../peers/answers.ts';

/** Whether the other account sees the user report: given by whoever was named, taken back by everybody at any time (P-3). */
export function ConsentPanel(props: {
  readonly peer: Peer;
  /** @param done in words */
  readonly onDone: (done: string) => void;
}) {
  const { t } = useTranslation('peers');
  const { peer, onDone } = props;
  const { subdomain, consent, may } = peer;
  const choose = usePeerAct((given: boolean, key) => consentToPeer(peer.id, given, key));
  return (
    <Panel title={t('consent.title')} explanation={t('consent.explanation', { subdomain })}>
      <Switch
        label={t('consent.label', { subdomain })}
        checked={choose.isPending ? choose.variables : consent}
        disabled={!may.consent}
        onChange={(_event, { checked }) => {
          if (choose.isPending) return;
          choose.mutate(checked, {
            onSuccess: () =>
              onDone(t(checked ? 'done.consentGiven' : 'done.consentTaken', { subdomain })),
          });
        }}
      />
      {may.consent ? null : <Text>{t('consent.onlyAdmin')}</Text>}
      <ErrorNotice error={choose.error} />
    </Panel>
  );
}
