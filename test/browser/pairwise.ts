/** What can be chosen, each with its choices. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** One choice of each. */
export type Chosen<C extends Choices> = { readonly [Name in keyof C]: C[Name][number] };

/** All combinations. */
export function everyChoice<C extends Choices>(choices: C): Chosen<C>[] {
  let made: Record<string, string>[] = [{}];
  for (const [name, values] of Object.entries(choices)) {
    made = made.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  return made as Chosen<C>[];
}

/**
 * Few combinations in which any two choices meet at least once: faults mostly need no more than two. Always takes the
 * combination with the most pairs that have not met yet.
 */
export function pairwise<C extends Choices>(choices: C): Chosen<C>[] {
  const rest = everyChoice(choices);
  const unmet = new Set(rest.flatMap(pairsOf));
  const chosen: Chosen<C>[] = [];
  while (unmet.size > 0) {
    const newIn = (one: Chosen<C>): number => pairsOf(one).filter((pair) => unmet.has(pair)).length;
    const best = rest.reduce((a, b) => (newIn(b) > newIn(a) ? b : a));
    for (const pair of pairsOf(best)) unmet.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(chosen: Readonly<Record<string, string>>): string[] {
  const parts = Object.entries(chosen).map(([name, value]) => `${name}=${value}`);
  return parts.flatMap((first, place) =>
    parts.slice(place + 1).map((second) => `${first} ${second}`),
  );
}
