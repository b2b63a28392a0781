import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** A mail as Exchange took it over. */
export interface Mail {
  readonly id: string;
  /** ISO 8601 UTC, on the local clock. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly html: string;
  /** The same without its markup, for reading in a list and for tests. */
  readonly text: string;
  /** Headers beginning with `x-`, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Whom a mail is for. */
export interface MailAddress {
  readonly address: string;
  readonly name: string;
}

/** All mail of the local installation, the oldest first; it is not kept over a restart. */
export interface Mailbox {
  deliver(mail: Omit<Mail, 'id' | 'at' | 'text'>): void;
  mails(): readonly Mail[];
  clear(): void;
}

/** A mailbox keeps so much; the oldest go first. */
const MAILS_MAX = 10_000;

export function createMailbox(clock: Clock): Mailbox {
  const mails: Mail[] = [];
  return {
    deliver(mail) {
      const at = new Date(clock.now()).toISOString();
      mails.push({ id: randomUUID(), at, ...mail, text: textOf(mail.html) });
      if (mails.length > MAILS_MAX) mails.shift();
    },
    mails: () => mails,
    clear: () => void mails.splice(0),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** What a mail program without HTML shows: a line for each block. */
function textOf(html: string): string {
  return html
    .replace(/<(head|style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/(p|h1|h2|div|li)>|<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
