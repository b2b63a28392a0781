/**
 * Keeps something of this process with what it is about, such as a store: made when it is first asked for, and gone with
 * its owner. For what may be lost at any time, as the process may.
 */
export function keptWith<Kept>(make: () => Kept): (owner: object) => Kept {
  const kept = new WeakMap<object, Kept>();
  return (owner) => {
    const before = kept.get(owner);
    if (before !== undefined) return before;
    const made = make();
    kept.set(owner, made);
    return made;
  };
}
