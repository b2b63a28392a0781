/** Somebody in a list of users that is shown page by page. */
export interface Listed {
  readonly id: string;
}

/** Who is chosen, in the order chosen; it outlives the page on which somebody stands (PC-21). */
export type Selection<U extends Listed> = ReadonlyMap<string, U>;

/** The selection with somebody in it, or not any more. */
export function withUser<U extends Listed>(
  selection: Selection<U>,
  user: U,
  isChosen: boolean,
): Selection<U> {
  const next = new Map(selection);
  if (isChosen) next.set(user.id, user);
  else next.delete(user.id);
  return next;
}

/** The selection with everybody of a page in it, or nobody of it any more: what the box in the header does. */
export function withPage<U extends Listed>(
  selection: Selection<U>,
  page: readonly U[],
  isChosen: boolean,
): Selection<U> {
  const next = new Map(selection);
  for (const user of page) {
    if (isChosen) next.set(user.id, user);
    else next.delete(user.id);
  }
  return next;
}

/** How the box in the header stands: all of the page are chosen, some, or none. */
export function boxOfPage(
  selection: Selection<Listed>,
  page: readonly Listed[],
): boolean | 'mixed' {
  const chosen = page.filter(({ id }) => selection.has(id)).length;
  if (chosen === 0) return false;
  return chosen === page.length ? true : 'mixed';
}

/** The selection as a page shows them now: who was renamed since is called so. */
export function seenOn<U extends Listed>(
  selection: Selection<U>,
  page: readonly U[],
): Selection<U> {
  const news = page.filter((user) => selection.has(user.id) && selection.get(user.id) !== user);
  return news.length === 0
    ? selection
    : new Map([...selection, ...news.map((user) => [user.id, user] as const)]);
}
