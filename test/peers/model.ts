import type { NetworkAct } from './network.ts';

/** A link as the model knows it. */
interface ModelLink {
  readonly id: string;
  readonly giver: number;
  readonly receiver: number;
  seats: number;
  training: boolean;
  live: boolean;
  /** What waits to be decided. */
  wanted: { readonly seats: number; readonly training: boolean } | null;
  askedAs: number;
  grantedAs: number;
}

interface ModelAccount {
  subscriptions: number[];
  state: 'Trial' | 'Active' | 'Inactive';
  used: number;
}

const reservedOn = ({ wanted, seats }: ModelLink): number =>
  wanted === null ? 0 : Math.max(0, wanted.seats - seats);

const sum = (amounts: readonly number[]): number => amounts.reduce((one, other) => one + other, 0);

/** The decisions on peers (P-1 to P-9), in memory and one act at a time, written down independently of the product. */
export class Model {
  readonly #accounts: ModelAccount[];
  #links: ModelLink[] = [];
  #counter = 0;

  constructor(size: number) {
    this.#accounts = Array.from({ length: size }, () => ({
      ...{ subscriptions: [], state: 'Trial', used: 0 },
    }));
  }

  #account(nth: number): ModelAccount {
    const account = this.#accounts[nth % this.#accounts.length];
    if (account === undefined) throw new Error('There is no such account.');
    return account;
  }

  #number(nth: number): number {
    return nth % this.#accounts.length;
  }

  #has(nth: number): number {
    const { state, subscriptions } = this.#account(nth);
    return state === 'Active' ? sum(subscriptions) : 0;
  }

  #given(nth: number): ModelLink[] {
    return this.#links.filter(({ giver }) => giver === nth);
  }

  /** What `GET /api/subscription` has to say. */
  seatsOf(nth: number): Readonly<Record<string, unknown>> {
    const { state, subscriptions, used } = this.#account(nth);
    const shared = sum(this.#given(nth).map(({ seats }) => seats));
    const reserved = sum(this.#given(nth).map(reservedOn));
    const received = sum(
      this.#links.filter(({ receiver }) => receiver === nth).map(({ seats }) => seats),
    );
    const free = this.#has(nth) - shared - reserved - Math.max(0, used - received);
    return {
      purchased: state === 'Trial' ? 0 : sum(subscriptions),
      ...{ shared, reserved, received, state },
      availableForSharing: Math.max(0, free),
    };
  }

  /**
   * @param links the ids of all links before the act, in the order by which acts number them
   * @param added the id of the link that came with the act; null where none did
   * @returns whether the act is to be done
   */
  perform(act: NetworkAct, links: readonly string[], added: string | null): boolean {
    const done = this.#does(act, links, added);
    for (const nth of this.#accounts.keys()) this.#settle(nth);
    return done;
  }

  #does(act: NetworkAct, links: readonly string[], added: string | null): boolean {
    switch (act.act) {
      case 'ask':
        return this.#asks(act, added);
      case 'buy':
        this.#account(act.account).subscriptions.push(act.seats);
        this.#account(act.account).state = 'Active';
        return true;
      case 'cancel':
        return this.#account(act.account).subscriptions.shift() !== undefined;
      case 'inactive':
        if (this.#account(act.account).state !== 'Active') return false;
        if (this.seatsOf(this.#number(act.account))['received'] !== 0) return false;
        this.#account(act.account).state = 'Inactive';
        return true;
      case 'learn':
        this.#account(act.account).used += act.people;
        return true;
      default: {
        const id = links[act.link % Math.max(1, links.length)];
        const link = this.#links.find((one) => one.id === id);
        // Who deletes once more what is deleted already is told that it is.
        if (link === undefined)
          return act.act === 'delete' && id !== undefined && this.#wasDeleted.has(id);
        return this.#acts(act, link);
      }
    }
  }

  readonly #wasDeleted = new Set<string>();

  #asks(
    { giver: by, receiver: to, seats, training }: Extract<NetworkAct, { act: 'ask' }>,
    added: string | null,
  ): boolean {
    const [giver, receiver] = [this.#number(by), this.#number(to)];
    if (giver === receiver || (seats === 0 && !training)) return false;
    const open = this.#given(giver).find((one) => one.receiver === receiver);
    const available = this.seatsOf(giver)['availableForSharing'] as number;
    if (open === undefined) {
      if (seats > available || added === null) return false;
      this.#counter += 1;
      this.#links.push({
        ...{ id: added, giver, receiver, seats: 0, training: false, live: false },
        ...{ wanted: { seats, training }, askedAs: this.#counter, grantedAs: 0 },
      });
      return true;
    }
    if (open.wanted !== null) return false;
    if (seats === open.seats && training === open.training) return false;
    if (seats - open.seats > available) return false;
    const isMore = seats > open.seats || (training && !open.training);
    open.seats = Math.min(open.seats, seats);
    open.training &&= training;
    if (isMore) {
      this.#counter += 1;
      open.wanted = { seats, training };
      open.askedAs = this.#counter;
    }
    return true;
  }

  #acts(act: Extract<NetworkAct, { readonly link: number }>, link: ModelLink): boolean {
    if (act.act === 'delete') {
      if (!link.live && act.side === 'receiver') return false;
      this.#wasDeleted.add(link.id);
      this.#drop(link);
      return true;
    }
    const { wanted } = link;
    if (wanted === null) return false;
    link.wanted = null;
    if (act.act !== 'accept') {
      if (!link.live) this.#drop(link);
      return true;
    }
    this.#counter += 1;
    if (link.seats === 0) link.grantedAs = this.#counter;
    link.seats = wanted.seats;
    link.training = wanted.training;
    link.live = true;
    if (link.seats > 0) this.#account(link.receiver).state = 'Active';
    return true;
  }

  #drop(link: ModelLink): void {
    this.#links = this.#links.filter((one) => one !== link);
  }

  /** P-6 and P-7. */
  #settle(nth: number): void {
    const missing = (): number =>
      sum(this.#given(nth).map((link) => link.seats + reservedOn(link))) - this.#has(nth);
    const account = this.#account(nth);
    const byAsking = this.#given(nth).toSorted((one, other) => other.askedAs - one.askedAs);
    for (const link of byAsking) {
      if (missing() <= 0 || reservedOn(link) === 0) continue;
      link.wanted = null;
      if (!link.live) this.#drop(link);
    }
    const byGrant = this.#given(nth).toSorted((one, other) => other.grantedAs - one.grantedAs);
    for (const link of byGrant) {
      const taken = Math.min(link.seats, Math.max(0, missing()));
      if (taken === 0) continue;
      const isSame = link.wanted?.seats === link.seats;
      link.seats -= taken;
      if (isSame && link.wanted !== null) link.wanted = { ...link.wanted, seats: link.seats };
      if (link.seats === 0 && !link.training) {
        this.#wasDeleted.add(link.id);
        this.#drop(link);
      }
    }
    // Whoever has nothing left of any kind is inactive, and has nothing to share then either.
    for (const [other, one] of this.#accounts.entries()) {
      const received = sum(
        this.#links.filter(({ receiver }) => receiver === other).map(({ seats }) => seats),
      );
      if (one.state === 'Active' && received + sum(one.subscriptions) === 0) one.state = 'Inactive';
    }
    if (account.state !== 'Active' && missing() > 0) this.#settle(nth);
  }
}
