import { AppError } from '../../kernel/errors.ts';
import type { Decided, Decision, PressedDecision } from '../../notifications/actions/decision.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import type { World } from '../../ports/world.ts';
import { stateOf, type Link } from '../rules/link.ts';
import { CARD_TEXTS, type CardTexts } from '../rules/card-texts.ts';
import { acceptPeer, rejectPeer } from './decide.ts';
import { findLink } from './finding.ts';

type Labels = Decision['label'];

const labels = (of: (texts: CardTexts) => string): Labels =>
  Object.fromEntries(
    Object.entries(CARD_TEXTS).map(([language, texts]) => [language, of(texts)]),
  ) as Labels;

const says =
  (of: (texts: CardTexts) => string): Decided['standing'] =>
  ({ language }) =>
    of(CARD_TEXTS[language]);

/** How a request that cannot be decided any more stands. Of a change the link does not say how it ended. */
function standingOf(link: Link, isChange: boolean): Decided['standing'] {
  const state = stateOf(link);
  return says((texts) =>
    isChange || state === 'pending' || link.wanted !== null ? texts.another : texts.states[state],
  );
}

/** The request that a card was sent for: of another one on the same link it decides nothing. */
const seenOn = ({ delivery }: PressedDecision) => ({ requestedAt: delivery.noticeAt });

/** Does what a button says; where that cannot be done any more, the card says how the request stands (P-4). */
async function decide(
  world: World,
  pressed: PressedDecision,
  outcome: 'accepted' | 'rejected',
  act: (linkId: string) => Promise<Link>,
): Promise<Decided> {
  const { notice } = pressed.delivery;
  if (notice.what !== 'peer-requested') throw new Error('A card of another notice decides this.');
  const { linkId } = notice;
  try {
    await act(linkId);
    return { outcome: 'done', standing: says(({ states }) => states[outcome]) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    switch (error.code) {
      case 'peer-state': {
        const { link } = await findLink(world, pressed.tenant, linkId);
        return { outcome: 'already', standing: standingOf(link, notice.isChange) };
      }
      case 'not-found':
      case 'peer-not-named':
        return { outcome: 'too-late', standing: says(({ another }) => another) };
      case 'seats-not-available':
        return { outcome: 'too-late', standing: says(({ notCovered }) => notCovered) };
      case 'plan-clash':
        return { outcome: 'too-late', standing: says(({ planClash }) => planClash) };
      default:
        throw error;
    }
  }
}

const CONSENT = 'consent';

const asksForUsers = (notice: Notice): boolean => notice.what === 'peer-requested' && notice.users;

const isRequest = (notice: Notice): boolean => notice.what === 'peer-requested';

/**
 * Accept, with the consent to the user report as a choice of its own, and reject: on the card of the named
 * administrator (P-3, P-4).
 */
export const peerDecisions: readonly Decision[] = [
  {
    verb: 'peers.accept',
    label: labels(({ accept }) => accept),
    style: 'positive',
    offered: isRequest,
    option: { id: CONSENT, label: labels(({ consent }) => consent), offered: asksForUsers },
    decide: (world, pressed) => {
      const { tenant, personId, actId, delivery, options } = pressed;
      const consent = asksForUsers(delivery.notice) && options.has(CONSENT);
      const how = { consent, ...seenOn(pressed) };
      return decide(world, pressed, 'accepted', (linkId) =>
        acceptPeer(world, tenant, { personId, actId }, linkId, how),
      );
    },
  },
  {
    verb: 'peers.reject',
    label: labels(({ reject }) => reject),
    style: 'destructive',
    offered: isRequest,
    decide: (world, pressed) => {
      const { tenant, personId, actId } = pressed;
      return decide(world, pressed, 'rejected', (linkId) =>
        rejectPeer(world, tenant, { personId, actId }, linkId, seenOn(pressed)),
      );
    },
  },
];
