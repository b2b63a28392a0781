/** Members by rule: the users first, first + step, first + 2 * step … below `end`. */
export interface MemberRule {
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

/** Who is in one group directly: users by index, groups by id. Large memberships follow a rule and take no memory. */
export interface Membership {
  readonly hasUser: (index: number) => boolean;
  readonly hasGroup: (id: string) => boolean;
  /** The user members in ascending order, from the first index above `after`. */
  usersAfter(after: number): Generator<number>;
  groups(): readonly string[];
  /** Each answers whether anything changed. */
  readonly addUser: (index: number) => boolean;
  readonly removeUser: (index: number) => boolean;
  readonly addGroup: (id: string) => boolean;
  readonly removeGroup: (id: string) => boolean;
}

/** A membership that starts with the users of `rule`, or empty. */
export function createMembership(rule: MemberRule = { first: 0, step: 1, end: 0 }): Membership {
  const added: number[] = [];
  const removed = new Set<number>();
  const groupIds = new Set<string>();

  const inRule = (index: number): boolean =>
    index >= rule.first && index < rule.end && (index - rule.first) % rule.step === 0;
  const placeAfter = (index: number): number => {
    let [low, high] = [0, added.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((added[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wasAdded = (index: number): boolean => added[placeAfter(index) - 1] === index;
  const hasUser = (index: number): boolean =>
    wasAdded(index) || (inRule(index) && !removed.has(index));

  return {
    hasUser,
    hasGroup: (id) => groupIds.has(id),
    *usersAfter(after) {
      const stepsBefore = Math.max(0, Math.floor((after - rule.first) / rule.step) + 1);
      let ruled = rule.first + stepsBefore * rule.step;
      let place = placeAfter(after);
      for (;;) {
        const kept = added[place] ?? Infinity;
        const next = Math.min(ruled < rule.end ? ruled : Infinity, kept);
        if (next === Infinity) return;
        if (next === kept) place += 1;
        if (next === ruled) ruled += rule.step;
        if (next === kept || !removed.has(next)) yield next;
      }
    },
    groups: () => [...groupIds],
    addUser(index) {
      if (hasUser(index)) return false;
      if (inRule(index)) removed.delete(index);
      else added.splice(placeAfter(index), 0, index);
      return true;
    },
    removeUser(index) {
      if (!hasUser(index)) return false;
      if (inRule(index)) removed.add(index);
      else added.splice(placeAfter(index) - 1, 1);
      return true;
    },
    addGroup(id) {
      if (groupIds.has(id)) return false;
      groupIds.add(id);
      return true;
    },
    removeGroup: (id) => groupIds.delete(id),
  };
}
