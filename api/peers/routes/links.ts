import { route, type Route } from '../../http/route.ts';
import type { AddressBook } from '../../ports/address-book.ts';
import { accountOf } from '../../subscriptions/routes.ts';
import { acceptPeer, rejectPeer, withdrawPeer, type Seen } from '../actions/decide.ts';
import { consentToPeer, deletePeer } from '../actions/end.ts';
import { peerSeats, peersPage, previewDeletion, showLink } from '../actions/listing.ts';
import { openTicket } from '../actions/opening.ts';
import { requestPeer } from '../actions/request.ts';
import {
  acceptanceBody,
  consentBody,
  openingBody,
  peerBody,
  peerDeletionShape,
  peerParams,
  peerSeatsShape,
  peerShape,
  peersPage as peersPageShape,
  peersQuery,
  rejectionBody,
} from '../contract.ts';
import { isLive } from '../rules/link.ts';
import { standing, view } from './view.ts';

/** Which request somebody has looked at. */
const seenIn = ({ requestedAt }: { readonly requestedAt?: string | undefined }): Seen => ({
  requestedAt: requestedAt === undefined ? null : Date.parse(requestedAt),
});

/**
 * Peer accounts: sharing seats and deciding. All are for administrators; who of them may do what, the acts say.
 * @param addressBook finds the administrator whom a request names; null: nobody can be named
 */
export const peerRoutes = (addressBook: AddressBook | null): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/peers',
    summary: 'Peer accounts, given and received, the newest first',
    access: 'admins',
    query: peersQuery,
    answers: { 200: peersPageShape },
    act: async ({ world, caller, query }) => {
      const page = await peersPage(world, caller.tenant, query);
      const items = page.items.map((shown) => view(shown, caller));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'post',
    path: '/api/peers',
    summary: 'Ask an account to be a peer, or change what is shared with it (PA-10, P-8)',
    access: 'admins',
    body: peerBody,
    idempotent: true,
    answers: { 200: peerShape, 201: peerShape },
    act: async (call) => {
      const { world, caller, actor, body } = call;
      const { tenantId, buckets, subdomain } = accountOf(caller);
      const giver = { tenantId, buckets, subdomain };
      const { link, isNew } = await requestPeer(world, addressBook, giver, actor, body);
      const shown = await showLink(world, { link, side: 'giver' });
      const headers = { Location: `/api/peers/${link.linkId}` };
      return { status: isNew ? 201 : 200, headers, body: view(shown, caller) };
    },
  }),
  route({
    method: 'get',
    path: '/api/peers/seats',
    summary: 'Seats available for sharing, shared, received, and used by peer accounts',
    access: 'admins',
    answers: { 200: peerSeatsShape },
    act: async ({ world, caller }) => ({
      status: 200,
      body: await peerSeats(world, accountOf(caller)),
    }),
  }),
  route({
    method: 'post',
    path: '/api/peers/openings',
    summary: 'Open a request by the single-use link of a notice',
    access: 'admins',
    body: openingBody,
    idempotent: true,
    refuses: ['not-found'],
    answers: { 200: peerShape },
    act: async ({ world, caller, body }) => {
      const found = await openTicket(world, caller.tenant, caller.personId, body.ticket);
      return { status: 200, body: view(await showLink(world, found), caller) };
    },
  }),
  route({
    method: 'get',
    path: '/api/peers/{peerId}',
    summary: 'A peer account',
    access: 'admins',
    params: peerParams,
    answers: { 200: peerShape },
    act: async (call) => standing(call, call.params.peerId),
  }),
  route({
    method: 'delete',
    path: '/api/peers/{peerId}',
    summary: 'Delete a peer account, from either side: its seats are the giver’s again (P-6)',
    access: 'admins',
    params: peerParams,
    refuses: ['peer-state'],
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params } = call;
      await deletePeer(world, caller.tenant, actor, params.peerId);
      return standing(call, params.peerId);
    },
  }),
  route({
    method: 'get',
    path: '/api/peers/{peerId}/deletion-preview',
    summary: 'What deleting a peer account comes to',
    access: 'admins',
    params: peerParams,
    answers: { 200: peerDeletionShape },
    act: async ({ world, caller, params }) => {
      const preview = await previewDeletion(world, caller.tenant, params.peerId);
      const { link, seats, over, becomesInactive } = preview;
      const endsTrainingReports = isLive(link) && link.permissions.training;
      const body = {
        seats,
        over,
        becomesInactive,
        endsTrainingReports,
        endsUserReport: link.consent,
      };
      return { status: 200, body };
    },
  }),
  route({
    method: 'post',
    path: '/api/peers/{peerId}/acceptance',
    summary: 'Accept a request or a change: the named administrator alone (P-3, P-4)',
    access: 'admins',
    params: peerParams,
    body: acceptanceBody,
    idempotent: true,
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params, body } = call;
      const { consent } = body;
      await acceptPeer(world, caller.tenant, actor, params.peerId, { consent, ...seenIn(body) });
      return standing(call, params.peerId);
    },
  }),
  route({
    method: 'post',
    path: '/api/peers/{peerId}/rejection',
    summary: 'Reject a request or a change: the named administrator alone (P-4)',
    access: 'admins',
    params: peerParams,
    body: rejectionBody,
    idempotent: true,
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params, body } = call;
      await rejectPeer(world, caller.tenant, actor, params.peerId, seenIn(body));
      return standing(call, params.peerId);
    },
  }),
  route({
    method: 'post',
    path: '/api/peers/{peerId}/withdrawal',
    summary: 'Take back a request or a change that is not decided yet (PA-13)',
    access: 'admins',
    params: peerParams,
    idempotent: true,
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params } = call;
      await withdrawPeer(world, caller.tenant, actor, params.peerId);
      return standing(call, params.peerId);
    },
  }),
  route({
    method: 'post',
    path: '/api/peers/{peerId}/consent',
    summary: 'Consent to the user report, or take the consent back (P-3)',
    access: 'admins',
    params: peerParams,
    body: consentBody,
    idempotent: true,
    answers: { 200: peerShape },
    act: async (call) => {
      const { world, caller, actor, params, body } = call;
      await consentToPeer(world, caller.tenant, actor, params.peerId, body.consent);
      return standing(call, params.peerId);
    },
  }),
];
