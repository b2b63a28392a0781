import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../components/Disclosure.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDrawer } from '../components/FormDrawer.tsx';
import { useRows } from '../components/PagedRecords.tsx';
import {
  askOf,
  asksForMore,
  changeOf,
  draftOf,
  faultsIn,
  FIELDS,
  isChange,
  openLinkTo,
  refusedIn,
  type Draft,
  type Field as FieldName,
} from '../peers/request.ts';
import { requestPeer, useAllPeers, usePeerAct, usePeerSeats } from '../queries/peers.ts';
import type { Peer, PeerAsk } from '../peers/answers.ts';
import { PeerChange } from './PeerChange.tsx';
import { PeerPermissionFields } from './PeerPermissionFields.tsx';
import { PeerSeatsField } from './PeerSeatsField.tsx';

const useStyles = makeStyles({
  place: { ':empty': { display: 'none' } },
  answer: {
    display: 'block',
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
});

/** Asks an account to be a peer, or changes what is shared with one (PA-1, P-8). */
export function RequestPeerForm(props: {
  /** The live link that is changed; null for a new one. */
  readonly peer: Peer | null;
  /** What was typed leads to a live link: change that. */
  readonly onChangeOf: (peer: Peer) => void;
  readonly onDone: (made: Peer) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('peers');
  const { peer, onChangeOf, onDone, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(peer));
  const [isSent, setSent] = useState(false);
  const seats = usePeerSeats().data;
  const given = useRows(useAllPeers('given')) ?? [];
  const request = usePeerAct((sent: PeerAsk, key) => requestPeer(sent, key));
  const inputs = useRef<Partial<Record<FieldName, HTMLInputElement | null>>>({});
  const inputRef = (field: FieldName) => (element: HTMLInputElement | null) => {
    inputs.current[field] = element;
  };
  const change = peer === null ? null : changeOf(peer, draft);
  const open = peer === null ? openLinkTo(draft.subdomain, given) : null;
  const available = seats === undefined ? null : seats.availableForSharing + (peer?.seats ?? 0);
  // Nobody decides what is only less.
  const isDecided = change === null || asksForMore(change);
  const ask = askOf(draft, isDecided);
  const faults = faultsIn(draft, isSent, isDecided);
  const refused = refusedIn(request.error);
  const sent = request.variables;
  /** What was said of what is no longer there is not said any more. */
  const isAsSent = JSON.stringify(sent) === JSON.stringify(ask);
  const faultOf = (field: FieldName): string | null => {
    const fault = faults[field];
    if (fault !== undefined) return fault === 'seats-not-available' ? null : t(`fault.${fault}`);
    const said = isAsSent ? refused.find((one) => one.field === field) : undefined;
    if (said === undefined) return null;
    if (said.fault === 'seats-not-available') {
      return said.available === 0 ? t('form.overNone') : t('form.over', { count: said.available });
    }
    return said.fault === null ? said.message : t(`fault.${said.fault}`);
  };
  const focus = (field: FieldName | undefined): void => {
    if (field !== undefined) inputs.current[field]?.focus();
  };
  const submit = () => {
    setSent(true);
    const wrong = faultsIn(draft, true, isDecided);
    const first = FIELDS.find((field) => wrong[field] !== undefined);
    if (first !== undefined) {
      focus(first);
      return;
    }
    request.mutate(ask, {
      onSuccess: onDone,
      onError: (error) => focus(refusedIn(error)[0]?.field),
    });
  };
  const edit = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const admin = (
    <Field
      required
      label={t('form.adminEmail')}
      hint={t('form.adminEmailHint')}
      validationState={faultOf('adminEmail') === null ? 'none' : 'error'}
      validationMessage={faultOf('adminEmail')}
    >
      <Input
        ref={inputRef('adminEmail')}
        type="email"
        autoComplete="off"
        value={draft.adminEmail}
        onChange={(_event, { value }) => edit({ adminEmail: value })}
      />
    </Field>
  );
  const unchanged = change !== null && !isChange(change) ? t('form.unchanged') : null;
  return (
    <FormDrawer
      title={peer === null ? t('form.title') : t('form.changeTitle', { subdomain: peer.subdomain })}
      acts={[
        {
          act: t(peer === null ? 'form.add' : 'form.change'),
          onAct: submit,
          busy: request.isPending,
          reason: unchanged,
        },
      ]}
      onClose={onClose}
    >
      <Text>{t('form.licence')}</Text>
      <Answer question={t('form.more')} answer={t('form.moreText')} />
      {peer === null ? (
        <>
          <Field
            required
            label={t('form.subdomain')}
            hint={t('form.subdomainHint')}
            validationState={faultOf('subdomain') === null ? 'none' : 'error'}
            validationMessage={faultOf('subdomain')}
          >
            <Input
              ref={inputRef('subdomain')}
              autoComplete="off"
              value={draft.subdomain}
              onChange={(_event, { value }) => edit({ subdomain: value })}
            />
          </Field>
          <Answer question={t('form.how')} answer={t('form.howText')} />
        </>
      ) : null}
      <OpenAlready open={open} onChangeOf={onChangeOf} />
      {peer === null ? admin : null}
      <PeerSeatsField
        value={draft.seats}
        onChange={(value) => edit({ seats: value })}
        available={available}
        fault={faultOf('seats')}
        inputRef={inputRef('seats')}
      />
      <PeerPermissionFields draft={draft} onDraft={setDraft} peer={peer} />
      {change === null ? null : <PeerChange change={change} />}
      {peer !== null && isDecided ? admin : null}
      <ErrorNotice error={refused.length > 0 ? null : request.error} onRetry={submit} />
    </FormDrawer>
  );
}

/** Says that there is a link to the account already, and what to do with that. */
function OpenAlready(props: {
  readonly open: Peer | null;
  readonly onChangeOf: (peer: Peer) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { open, onChangeOf } = props;
  const words = (peer: Peer): string =>
    peer.request !== null
      ? t('form.waits', { subdomain: peer.subdomain })
      : t('form.live', {
          subdomain: peer.subdomain,
          seats: t('seatsOf', { count: peer.seats }),
        });
  return (
    <div role="status" className={styles.place}>
      {open === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words(open)}</MessageBarBody>
          {open.request === null ? (
            <MessageBarActions>
              <Button onClick={() => onChangeOf(open)}>{t('form.liveChange')}</Button>
            </MessageBarActions>
          ) : null}
        </MessageBar>
      )}
    </div>
  );
}

function Answer(props: { readonly question: string; readonly answer: string }) {
  const styles = useStyles();
  return (
    <Disclosure question={props.question}>
      <Text size={200} className={styles.answer}>
        {props.answer}
      </Text>
    </Disclosure>
  );
}
