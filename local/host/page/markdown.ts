/**
 * The few marks that Teams reads in the texts of cards: bold, italics, links and lists. Everything else, and all HTML,
 * stands there as it was written.
 */
export function htmlOf(text: string): string {
  const blocks: string[] = [];
  let items: string[] = [];
  const endList = (): void => {
    if (items.length > 0)
      blocks.push(`<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`);
    items = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const [, item] = /^\s*[-*]\s+(.*)$/.exec(line) ?? [];
    if (item === undefined) {
      endList();
      if (line.trim() !== '') blocks.push(`<p>${inlineOf(line)}</p>`);
    } else items.push(inlineOf(item));
  }
  endList();
  return blocks.join('');
}

function inlineOf(line: string): string {
  return escaped(line)
    .replace(
      /\[([^\]]+)\]\((https?:[^)\s]+)\)/g,
      (_, words: string, link: string) => `<a href="${link}">${words}</a>`,
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|\W)_([^_]+)_(?=\W|$)/g, '$1<em>$2</em>');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
