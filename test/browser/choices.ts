/** What can be chosen, each with its choices. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** One choice of each. */
export type Chosen<C extends Choices> = { readonly [Name in keyof C]: C[Name][number] };

/** The combinations that a run tries: all of them in the full matrix, else few in which each choice is met at least once. */
export function combinationsOf<C extends Choices>(choices: C): Chosen<C>[] {
  return process.env['HEADCOUNT_MATRIX'] === 'full' ? everyCombination(choices) : eachOnce(choices);
}

function everyCombination<C extends Choices>(choices: C): Chosen<C>[] {
  let made: Record<string, string>[] = [{}];
  for (const [name, values] of Object.entries(choices)) {
    made = made.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  return made as Chosen<C>[];
}

/** As many as the longest list is long; each list begins one further, so that the first choices do not all meet. */
function eachOnce<C extends Choices>(choices: C): Chosen<C>[] {
  const lists = Object.entries(choices);
  const most = Math.max(...lists.map(([, values]) => values.length));
  return Array.from({ length: most }, (_, turn) => {
    const one = lists.map(([name, values], place) => [
      name,
      values[(turn + place) % values.length],
    ]);
    return Object.fromEntries(one) as Chosen<C>;
  });
}
