import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Peer } from '../../peers/answers.ts';
import { PeerStateView } from './PeerStateView.tsx';

/** What a link gives now, and since when. */
export function StandingPanel({ peer }: { readonly peer: Peer }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { state, seats, seatsUsed, permissions, consent } = peer;
  const instants = (['requestedAt', 'decidedAt', 'endedAt'] as const).flatMap((name) => {
    const at = peer[name];
    return at === null ? [] : [[t(`page.${name}`), format.instant(at)] as const];
  });
  const users = !permissions.users
    ? t('page.notGranted')
    : t(consent ? 'page.consented' : 'page.noConsent');
  const given =
    state === 'accepted'
      ? ([
          [t('page.seats'), format.number(seats)],
          [t('page.seatsUsed'), format.number(seatsUsed)],
          [t('page.training'), t(permissions.training ? 'page.granted' : 'page.notGranted')],
          [t('page.users'), users],
        ] as const)
      : [];
  return (
    <Panel title={t('page.standing')}>
      <Facts facts={[[t('page.state'), <PeerStateView peer={peer} />], ...given, ...instants]} />
    </Panel>
  );
}
