/** Of how many selected users a product is: all, some, or none (PC-22). */
export type Box = 'full' | 'half' | 'empty';

/** A user as far as licences go. */
export interface Holder {
  readonly id: string;
  /** The products that the user has, whether directly or through a group. */
  readonly skuIds: readonly string[];
}

/** What is to be done with a product for the whole selection; left alone where there is nothing of it. */
export type Wish = 'assign' | 'remove';

/** The wishes by product. */
export type Wishes = ReadonlyMap<string, Wish>;

/** How the box of a product stands before anything is changed. */
export function boxOf(skuId: string, users: readonly Holder[]): Box {
  const having = users.filter(({ skuIds }) => skuIds.includes(skuId)).length;
  if (having === 0) return 'empty';
  return having === users.length ? 'full' : 'half';
}

/** How the box looks with what is wished. */
export const shownBox = (box: Box, wish: Wish | undefined): Box =>
  wish === undefined ? box : wish === 'assign' ? 'full' : 'empty';

/**
 * What a click on a box wishes. A half box goes full, then empty, then back to how it was; a full or empty one goes to
 * the other side and back.
 */
export function nextWish(box: Box, wish: Wish | undefined): Wish | undefined {
  if (box === 'full') return wish === undefined ? 'remove' : undefined;
  if (box === 'empty') return wish === undefined ? 'assign' : undefined;
  if (wish === undefined) return 'assign';
  return wish === 'assign' ? 'remove' : undefined;
}

/** The wishes with another one for a product. */
export function withWish(wishes: Wishes, skuId: string, wish: Wish | undefined): Wishes {
  const next = new Map(wishes);
  if (wish === undefined) next.delete(skuId);
  else next.set(skuId, wish);
  return next;
}

/** How many licences of a product assigning it to the whole selection takes: one for each who has none yet. */
export const neededOf = (skuId: string, users: readonly Holder[]): number =>
  users.filter(({ skuIds }) => !skuIds.includes(skuId)).length;
