import type { Frame, Locator } from 'playwright-core';
import type { Peer } from '../../peers/three-accounts.ts';
import { activate, issue } from '../../subscriptions/activating.ts';
import type { Api } from '../../world.ts';
import { startStage, type Stage, type StageOptions } from '../stage.ts';

/** Seats that the owner's account has purchased beside those that its people take. */
const SPARE = 12;

/** Two accounts: the owner's, which can share seats, and that of the peer's administrator. */
export interface PeerStage {
  readonly stage: Stage;
  readonly owner: Api;
  readonly peer: Api;
  /** Of the peer's administrator. */
  readonly email: string;
  /** How many seats the owner's account can share. */
  readonly available: number;
}

/** Sets the stage with seats to share. */
export async function startPeerStage(options: StageOptions = {}): Promise<PeerStage> {
  const stage = await startStage(options);
  const owner = stage.world.api('owner');
  const peer = stage.world.api('peerAdmin');
  const { body } = await owner.get<{ seats: { used: number } }>('/api/subscription');
  await activate(owner, (await issue(stage.world, { seats: body.seats.used + SPARE })).key);
  const seats = await owner.get<{ availableForSharing: number }>('/api/peers/seats');
  const email = stage.world.persona('peerAdmin').userPrincipalName;
  return { stage, owner, peer, email, available: seats.body.availableForSharing };
}

/** A button by its whole name. */
export const button = (tab: Frame, name: string): Locator =>
  tab.getByRole('button', { name, exact: true });

/** A figure by the word over it. */
export const figure = (tab: Frame, name: string): Locator =>
  tab.locator('dl > div', { hasText: name }).locator('dd').first();

/** Says yes to what is asked once more. */
export const confirm = (tab: Frame, act: string): Promise<void> =>
  tab.getByRole('alertdialog').getByRole('button', { name: act, exact: true }).click();

/** The newest link of an account. */
export async function linkOf(api: Api): Promise<Peer> {
  const { body } = await api.get<{ items: Peer[] }>('/api/peers');
  const [newest] = body.items;
  if (newest === undefined) throw new Error('There is no link.');
  return newest;
}
