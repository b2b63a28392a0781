/** The element with this id. @throws Error where the page has none of that type */
export function element<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} with the id ${id}.`);
  return found;
}

/** Gives a list its choices: each a value and what is shown of it. */
export function fill(
  select: HTMLSelectElement,
  choices: readonly (readonly [value: string, label: string])[],
): void {
  select.replaceChildren(...choices.map(([value, label]) => new Option(label, value)));
}
