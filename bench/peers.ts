import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../api/adapters/sqlite/open.ts';
import type { Keeping } from '../api/due/actions.ts';
import { newId } from '../api/kernel/ids.ts';
import { kinds } from '../api/kinds.ts';
import { acceptPeer } from '../api/peers/actions/decide.ts';
import { deletePeer } from '../api/peers/actions/end.ts';
import { requestPeer } from '../api/peers/actions/request.ts';
import { peersWork } from '../api/peers/jobs.ts';
import { readIncoming, readSharing } from '../api/peers/actions/shares.ts';
import { enrolPeople } from '../api/seats/actions/enrol.ts';
import { addressBookOf, openAccount, PEOPLE, worldOn, type Member } from './peers/accounts.ts';

const ACCOUNTS = 1_000;
const CLIENTS = 8;
/** So many acts of one side, then as many of the other: what else the machine does falls on both. */
const PORTION = 100;
/** Shared on each link; each account has 10. */
const SEATS = 4;

/** Does something for each number below `count`, by so many clients at once; gives the milliseconds that it took. */
async function byClients(
  clients: number,
  count: number,
  act: (nth: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let nth = next++; nth < count; nth = next++) await act(nth);
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return performance.now() - startMs;
}

/** A process that does not close and has the store for itself. */
const STAYING: Keeping = { closing: new AbortController().signal, alone: true };

const by = ({ adminId }: Member) => ({ personId: adminId, actId: newId() });

/**
 * 1,000 accounts in a chain: each asks the next one to take seats, which accepts, and then it is deleted; by 8 clients at
 * once. Against plain enrolments of one person each in the same accounts, on the same store, by as many clients, in turns.
 * An act ends where its client is answered; what is done within the second after (judging limits, the other side's audit
 * and notices) is timed by itself, once for each account. At the end the books are looked at: nothing is shared any more,
 * and every act was done once.
 */
export default async function run(): Promise<void> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const store = openSqliteStore({ file: join(folder, 'headcount.db'), kinds });
  const world = worldOn(store);
  try {
    const members: Member[] = [];
    await byClients(16, ACCOUNTS, async (nth) => {
      members[nth] = await openAccount(world, nth);
    });
    const at = (nth: number): Member => {
      const member = members[nth % ACCOUNTS];
      if (member === undefined) throw new Error('There is no such account.');
      return member;
    };
    const addressBook = addressBookOf(members);
    const links: string[] = [];
    const permissions = { training: true, users: false };

    const enrol = (person: number, from: number) =>
      byClients(CLIENTS, PORTION, async (place) => {
        const nth = from + place;
        const { trainingId, catalogId, personIds, ...tenant } = at(nth);
        const people = [{ personId: personIds[person] ?? '' }];
        await enrolPeople(world, tenant, by(at(nth)), { trainingId, catalogId, people });
      });
    const rounds = [
      async (nth: number) => {
        const { subdomain } = at(nth + 1);
        const asked = { subdomain, adminEmail: 'admin@example.org', seats: SEATS, permissions };
        const { link } = await requestPeer(world, addressBook, at(nth), by(at(nth)), asked);
        links[nth] = link.linkId;
      },
      async (nth: number) => {
        const decided = { consent: false, requestedAt: null };
        await acceptPeer(world, at(nth + 1), by(at(nth + 1)), links[nth] ?? '', decided);
      },
      async (nth: number) => {
        const side = at(nth % 2 === 0 ? nth : nth + 1);
        await deletePeer(world, side, by(side), links[nth] ?? '');
      },
    ];
    let enrolMs = 0;
    let peersMs = 0;
    for (const [round, act] of rounds.entries()) {
      let tookMs = 0;
      for (let from = 0; from < ACCOUNTS; from += PORTION) {
        enrolMs += await enrol(round % PEOPLE, from);
        tookMs += await byClients(CLIENTS, PORTION, (place) => act(from + place));
      }
      peersMs += tookMs;
      console.log(
        `${['asked', 'accepted', 'deleted'][round] ?? ''}: ${perSecond(ACCOUNTS, tookMs)}`,
      );
    }
    const settleMs = await byClients(CLIENTS, ACCOUNTS, async (nth) => {
      await peersWork(addressBook).run(world, at(nth), STAYING);
    });
    console.log(
      `what is left to follow up: ${perSecond(ACCOUNTS, settleMs)}, by the work that is due`,
    );
    for (const { tenantId } of members) {
      const { shared, reserved, counter } = await readSharing(world, tenantId);
      const incoming = await readIncoming(world, tenantId);
      // One request and one grant each.
      if (shared !== 0 || reserved !== 0 || counter !== 2 || incoming.length !== 0)
        throw new Error(`An update was lost at ${tenantId}.`);
    }
    const acts = ACCOUNTS * rounds.length;
    console.log(
      `peers: ${perSecond(acts, peersMs)} · plain enrolments: ${perSecond(acts, enrolMs)}`,
    );
    console.log(
      'acts a second, peers over plain enrolments: more is better, at least 0.5 is asked',
    );
    console.log(`ratio: ${(enrolMs / peersMs).toFixed(3)}`);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const perSecond = (acts: number, tookMs: number): string =>
  `${((acts / tookMs) * 1_000).toFixed(0)} acts a second`;
