import type { GraphRoute } from './context.ts';

/** A route that fits a request, with what its placeholders stand for. */
export interface Match {
  readonly route: GraphRoute;
  readonly params: Readonly<Record<string, string>>;
}

/** Whether any route has the path, and which one has the method too. */
export interface Finding {
  readonly match: Match | undefined;
  readonly pathKnown: boolean;
}

/** Finds the route for a path below /v1.0. A route written earlier wins; write fixed segments before placeholders. */
export type RouteTable = (method: string, path: string) => Finding;

export function createRouteTable(routes: readonly GraphRoute[]): RouteTable {
  const patterns = routes.map((route) => ({ route, segments: route.path.split('/') }));
  return (method, path) => {
    const segments = plainPath(path).split('/');
    let pathKnown = false;
    for (const pattern of patterns) {
      const params = fit(pattern.segments, segments);
      if (!params) continue;
      if (pattern.route.method === method) {
        return { match: { route: pattern.route, params }, pathKnown: true };
      }
      pathKnown = true;
    }
    return { match: undefined, pathKnown };
  };
}

/** The several ways OData has to write one path, brought to one: delta(), microsoft.graph.delta, users('id'), things(key='id'). */
function plainPath(path: string): string {
  return path
    .replace(/\/microsoft\.graph\.delta(\(\))?$/i, '/delta')
    .replace(/\/delta\(\)$/i, '/delta')
    .replace(/\((?:([A-Za-z]+)=)?'([^']*)'\)/g, (_, key?: string, id = '') =>
      key === undefined ? `/${id}` : `/${key}/${id}`,
    )
    .replace(/\/$/, '');
}

function fit(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of pattern.entries()) {
    const segment = segments[place] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(segment);
    else if (part.toLowerCase() !== decoded(segment).toLowerCase()) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
