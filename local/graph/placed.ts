/** Something that a list goes through, with its place in the order. */
export interface Placed<Item> {
  readonly place: number;
  readonly item: Item;
}

/** The items of a kept list after a place, each with its own. */
export const placedAfter = <Item>(items: readonly Item[], place: number): Placed<Item>[] =>
  items.slice(place + 1).map((item, offset) => ({ place: place + 1 + offset, item }));
