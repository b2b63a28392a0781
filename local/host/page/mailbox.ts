import { readMails, type Mail, type Persona } from './cloud.ts';
import { element } from './elements.ts';

/** How often new mail is looked for. */
const LOOKS_EVERY_MS = 3_000;

/** What the mailbox needs from the page around it. */
export interface MailboxSurroundings {
  readonly persona: () => Persona;
  /** A link in a mail was followed. */
  readonly followed: (link: string) => void;
}

/** The mail of the chosen person, as Outlook would have it. */
export interface Mailbox {
  /** Another person was chosen. */
  changed(): void;
}

/** Makes the button that says how much is unread, and the window in which mail is read. */
export function createMailbox({ persona, followed }: MailboxSurroundings): Mailbox {
  const dialog = element('mailbox', HTMLDialogElement);
  const button = element('mail', HTMLButtonElement);
  const list = element('mails', HTMLElement);
  const frame = element('mail-frame', HTMLIFrameElement);
  const read = new Set<string>();
  let all: readonly Mail[] = [];
  let shownId: string | null = null;

  const mine = (): readonly Mail[] => {
    const address = persona().userPrincipalName.toLowerCase();
    return all
      .filter(({ to }) => to.some((one) => one.address.toLowerCase() === address))
      .toReversed();
  };

  const show = (mail: Mail | undefined): void => {
    shownId = mail?.id ?? null;
    frame.hidden = mail === undefined;
    if (mail === undefined) return;
    read.add(mail.id);
    frame.src = `/mails/${encodeURIComponent(mail.id)}`;
    frame.title = mail.subject;
  };

  const refresh = (): void => {
    const mails = mine();
    const unread = mails.filter(({ id }) => !read.has(id)).length;
    button.textContent = unread === 0 ? 'Mail' : `Mail, ${unread} unread`;
    button.classList.toggle('unread', unread > 0);
    element('mailbox-of', HTMLElement).textContent = persona().displayName;
    element('no-mail', HTMLElement).hidden = mails.length > 0;
    list.replaceChildren(
      ...mails.map((mail) => {
        const item = document.createElement('li');
        item.append(entryOf(mail));
        return item;
      }),
    );
  };

  const entryOf = (mail: Mail): HTMLElement => {
    const entry = document.createElement('button');
    const subject = document.createElement('strong');
    const from = document.createElement('span');
    const at = document.createElement('time');
    entry.type = 'button';
    entry.className = read.has(mail.id) ? '' : 'unread';
    entry.setAttribute('aria-current', String(mail.id === shownId));
    subject.textContent = mail.subject;
    from.textContent = mail.from;
    at.dateTime = mail.at;
    at.textContent = new Date(mail.at).toLocaleString('en-GB', {
      ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    });
    entry.append(subject, from, at);
    entry.addEventListener('click', () => {
      show(mail);
      refresh();
    });
    return entry;
  };

  const look = async (): Promise<void> => {
    const found = await readMails();
    const isNew = found.length !== all.length || found.at(-1)?.id !== all.at(-1)?.id;
    all = found;
    if (isNew) refresh();
  };

  button.addEventListener('click', () => {
    show(mine().find(({ id }) => !read.has(id)) ?? mine()[0]);
    refresh();
    dialog.showModal();
  });
  element('mailbox-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  // A mail runs no script; its links are followed for it.
  frame.addEventListener('load', () => {
    frame.contentDocument?.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a');
      if (link === null) return;
      event.preventDefault();
      dialog.close();
      followed(link.href);
    });
  });
  // While the local cloud is away there is no new mail.
  setInterval(() => void look().catch(() => undefined), LOOKS_EVERY_MS);
  void look().catch(() => undefined);
  refresh();

  return {
    changed() {
      show(undefined);
      refresh();
    },
  };
}
