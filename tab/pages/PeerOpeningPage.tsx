import { Button } from '@fluentui/react-components';
import { HandshakeRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import { peerState } from '../../api/peers/contract.ts';
import { ApiError, codeOf } from '../api-error.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PlainPage } from '../components/PlainPage.tsx';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { useOpening } from '../queries/peers.ts';
import { NotFound } from './plain/NotFound.tsx';

/** Where the single-use link of a message leads: to the request, once and for the one who is named in it (PA-12). */
export function PeerOpeningPage() {
  const { ticket = '' } = useParams();
  return isTenantAdmin(useMe()) ? <Opening key={ticket} ticket={ticket} /> : <NotFound />;
}

const factOf = (error: unknown, name: string): unknown =>
  error instanceof ApiError ? error.facts[name] : undefined;

function Opening({ ticket }: { readonly ticket: string }) {
  const { t } = useTranslation('peers');
  const navigate = useNavigate();
  const { data, error, refetch } = useOpening(ticket);
  useEffect(() => {
    if (data !== undefined) void navigate(`/peers/${data.id}`, { replace: true });
  }, [data, navigate]);
  if (error === null) return <PageSkeleton />;
  const to = (path: string, words: string) => (
    <Button appearance="primary" onClick={() => void navigate(path, { replace: true })}>
      {words}
    </Button>
  );
  const plain = (title: string, text: string, action: React.ReactNode) => (
    <PlainPage inside icon={<HandshakeRegular />} {...{ title, text, action }} />
  );
  const peerId = z.guid().safeParse(factOf(error, 'peerId')).data;
  const toRequest =
    peerId === undefined
      ? to('/peers', t('page.toList'))
      : to(`/peers/${peerId}`, t('opening.toRequest'));
  if (codeOf(error) === 'peer-link-used') {
    return plain(t('opening.used'), t('opening.usedText'), toRequest);
  }
  if (codeOf(error) === 'peer-state') {
    const state = peerState.exclude(['pending']).safeParse(factOf(error, 'state')).data;
    const text = t(`opening.overText.${state ?? 'deleted'}`);
    return plain(t('opening.over'), text, toRequest);
  }
  if (codeOf(error) === 'not-found' || codeOf(error) === 'invalid-input') {
    const action = to('/peers', t('page.toList'));
    return plain(t('opening.notYours'), t('opening.notYoursText'), action);
  }
  return <ErrorNotice error={error} onRetry={() => void refetch()} />;
}
