import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api-error.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { focusPage } from '../../components/useFocusReturn.ts';
import { useFormat } from '../../format.ts';
import type { Request } from '../../peers/standing.ts';
import { decidePeer, usePeerAct, type Decision } from '../../queries/peers.ts';
import type { Peer } from '../../peers/answers.ts';

const useStyles = makeStyles({
  decision: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  consent: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground2, paddingLeft: tokens.spacingHorizontalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What waits to be decided: its details first, then the decision, for the administrator who is named (P-3, P-4). */
export function RequestPanel(props: {
  readonly peer: Peer;
  readonly request: Request;
  /** @param done in words */
  readonly onDone: (done: string) => void;
}) {
  const { t } = useTranslation('peers');
  const { peer, request, onDone } = props;
  return (
    <Panel title={t(request.isChange ? 'request.titleChange' : 'request.title')}>
      <Details peer={peer} request={request} />
      {peer.may.decide ? (
        <Decide peer={peer} request={request} onDone={onDone} />
      ) : (
        <WhoDecides peer={peer} request={request} />
      )}
    </Panel>
  );
}

function Details({ peer, request }: { readonly peer: Peer; readonly request: Request }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const isGiven = peer.direction === 'given';
  const seats = format.number(request.seats);
  const reportOf = (which: 'training' | 'users'): string => {
    if (!request.permissions[which]) return t('request.notAsked');
    if (peer.permissions[which]) return t('request.stays');
    return t(`request.${which}${isGiven ? 'Own' : 'Asked'}`);
  };
  return (
    <Facts
      facts={[
        [
          t(isGiven ? 'request.asks' : 'request.offers'),
          request.isChange && request.seats !== peer.seats
            ? t('request.fromTo', { from: format.number(peer.seats), to: seats })
            : seats,
        ],
        [t('request.training'), reportOf('training')],
        [t('request.users'), reportOf('users')],
        [t('request.admin'), request.adminEmail],
        [t('request.requestedAt'), format.instant(request.requestedAt)],
      ]}
    />
  );
}

/** Who decides, told to everybody else. */
function WhoDecides({ peer, request }: { readonly peer: Peer; readonly request: Request }) {
  const { t } = useTranslation('peers');
  const { adminEmail: admin, adminLost } = request;
  if (!adminLost) {
    return peer.direction === 'received' ? <Text>{t('request.onlyAdmin', { admin })}</Text> : null;
  }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {peer.direction === 'given'
          ? t('request.adminLost', { admin })
          : t('request.adminLostHere', { admin, subdomain: peer.subdomain })}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Accepts or rejects just the request that is shown; the consent is a choice of its own, and off (P-3). */
function Decide(props: {
  readonly peer: Peer;
  readonly request: Request;
  readonly onDone: (done: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { peer, request, onDone } = props;
  const { subdomain } = peer;
  const [consent, setConsent] = useState(false);
  const decide = usePeerAct((decision: Decision, key) => decidePeer(peer.id, decision, key));
  const { requestedAt } = request;
  const send = (decision: Decision) =>
    decide.mutate(decision, {
      onSuccess: () => {
        onDone(t(decision.accept ? 'done.accepted' : 'done.rejected', { subdomain }));
        focusPage();
      },
    });
  const decided = decide.isPending ? decide.variables.accept : null;
  // What was given before stays given.
  const isConsentAsked = request.permissions.users && !peer.consent;
  const spinner = { icon: <Spinner size="tiny" /> };
  return (
    <div className={styles.decision}>
      {isConsentAsked ? (
        <div className={styles.consent}>
          <Switch
            label={t('request.consent', { subdomain })}
            checked={consent}
            onChange={(_event, { checked }) => setConsent(checked)}
          />
          <Text size={200} className={styles.hint}>
            {t('request.consentHint')}
          </Text>
        </div>
      ) : null}
      {request.isChange ? <Text>{t('request.runsOn')}</Text> : null}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={decide.isPending}
          onClick={() => send({ accept: true, consent: isConsentAsked && consent, requestedAt })}
          {...(decided === true ? spinner : {})}
        >
          {t('request.accept')}
        </Button>
        <Button
          disabledFocusable={decide.isPending}
          onClick={() => send({ accept: false, requestedAt })}
          {...(decided === false ? spinner : {})}
        >
          {t('request.reject')}
        </Button>
      </div>
      {/* That it was decided elsewhere is told by how the link then stands. */}
      <ErrorNotice error={codeOf(decide.error) === 'peer-state' ? null : decide.error} />
    </div>
  );
}
