import { paramsIn } from '../route-path.ts';
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
  return (method, path) => {
    const plain = plainPath(path);
    let pathKnown = false;
    for (const route of routes) {
      const params = paramsIn(route.path, plain);
      if (!params) continue;
      if (route.method === method) return { match: { route, params }, pathKnown: true };
      pathKnown = true;
    }
    return { match: undefined, pathKnown };
  };
}

/**
 * The several ways OData has to write one path, brought to one: delta(), microsoft.graph.delta, users('id'),
 * things(key='id').
 */
function plainPath(path: string): string {
  return path
    .replace(/\/microsoft\.graph\.delta(\(\))?$/i, '/delta')
    .replace(/\/delta\(\)$/i, '/delta')
    .replace(/\((?:([A-Za-z]+)=)?'([^']*)'\)/g, (_, key?: string, id = '') =>
      key === undefined ? `/${id}` : `/${key}/${id}`,
    )
    .replace(/\/$/, '');
}
