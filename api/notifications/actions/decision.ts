import type { PersonId } from '../../kernel/ids.ts';
import type { Language } from '../../kernel/languages.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Choice } from '../../ports/channel.ts';
import type { Tenant, World } from '../../ports/world.ts';
import type { Delivery } from '../rules/deliveries.ts';
import type { Notice } from '../rules/notices.ts';
import type { Say } from '../texts/say.ts';

/** In which words somebody is answered. */
export interface Speech {
  readonly language: Language;
  /** A tag in which numbers and dates are written. */
  readonly locale: string;
  readonly say: Say;
}

/**
 * Something that whoever is told of a notice can decide on its card: a button, and what pressing it does. A subject
 * that has something to decide declares these beside its actions and adds them to the list in `api/decisions.ts`; cards
 * and their answers follow from that (docs/decisions/0015).
 */
export interface Decision {
  /** What the button sends, unique: `subject.act`. It stays as it is, since cards that were sent keep it. */
  readonly verb: string;
  readonly label: Readonly<Record<Language, string>>;
  readonly style: Choice['style'];
  /** Whether the button stands on the card of such a notice that is sent now. */
  offered(notice: Notice, now: Instant): boolean;
  /** A choice of its own in the same step; left out where there is none. */
  readonly option?: DecisionOption;
  /**
   * Does it, once however often it is pressed, in a commit that tells what was done. It is asked only for a person who
   * was told and still may be; whether it can still be done is looked up here.
   */
  decide(world: World, pressed: PressedDecision): Promise<Decided>;
}

/** A yes or no that goes with a button: no unless the person says yes. */
export interface DecisionOption {
  /** Unique on a card, and not `deliveryId`. It stays as it is, like the verb. */
  readonly id: string;
  readonly label: Readonly<Record<Language, string>>;
  /** Whether it stands on the card of such a notice. */
  offered(notice: Notice): boolean;
}

/** Who has pressed a button, under which notice. */
export interface PressedDecision {
  readonly tenant: Tenant;
  readonly personId: PersonId;
  readonly delivery: Delivery;
  /** The ids of the options to which the person said yes; anybody may have made them up. */
  readonly options: ReadonlySet<string>;
  /** One press, however often it is delivered. */
  readonly actId: string;
}

/**
 * What pressing came to. `done`: now; `already`: it was done before, by this person or by another; `too-late`: it can
 * be done no more. Only `done` has changed anything.
 */
export interface Decided {
  readonly outcome: 'done' | 'already' | 'too-late';
  /** How it stands, in one or two sentences; the card shows it in place of its buttons. */
  readonly standing: (speech: Speech) => string;
}
