/** How often one route of one host was called. */
export interface RouteCount {
  readonly host: string;
  readonly method: string;
  /** The path with ids put as {id}. */
  readonly route: string;
  readonly count: number;
  /** How often each status was answered, by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Counts the requests to the stood-in hosts since the last reset. */
export interface RequestCount {
  add(host: string, method: string, path: string, status: number): void;
  /** Most called first. */
  routes(): readonly RouteCount[];
  total(): number;
  reset(): void;
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export function createRequestCount(): RequestCount {
  const counts = new Map<
    string,
    { host: string; method: string; route: string; count: number; statuses: Record<string, number> }
  >();
  let total = 0;
  return {
    add(host, method, path, status) {
      const route = path.replace(GUID, '{id}');
      const key = `${method} ${host}${route}`;
      let entry = counts.get(key);
      if (!entry) {
        entry = { host, method, route, count: 0, statuses: {} };
        counts.set(key, entry);
      }
      total += 1;
      entry.count += 1;
      entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
    },
    routes: () => [...counts.values()].sort((a, b) => b.count - a.count),
    total: () => total,
    reset() {
      counts.clear();
      total = 0;
    },
  };
}
