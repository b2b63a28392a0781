import type { Line } from './wire.ts';

/** The list shows so many; older lines go. */
const MOST_LINES = 200;

/** More of an argument is not worth reading; a token is longer. */
const MOST_CHARACTERS = 120;

/** What tab and host have said, newest last. */
export interface Lines {
  readonly add: (line: Line) => void;
  clear(): void;
}

export function createLines(list: HTMLElement): Lines {
  return {
    add({ from, func, args, unknown }) {
      const item = document.createElement('li');
      const speaker = document.createElement('b');
      speaker.textContent = from === 'tab' ? 'Tab' : 'Teams';
      const words = args.length === 0 ? '' : JSON.stringify(args).slice(0, MOST_CHARACTERS);
      const note = unknown === true ? ' (this host has no such function)' : '';
      item.append(speaker, ` ${func} ${words}${note}`);
      list.append(item);
      if (list.childElementCount > MOST_LINES) list.firstElementChild?.remove();
    },
    clear: () => list.replaceChildren(),
  };
}
