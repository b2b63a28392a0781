import type { GraphRoute } from './context.ts';
import { USER_DELTA_ROUTES } from './user-delta.ts';

/** Everything of Graph that is stood in for. Fixed segments come before placeholders. */
export const GRAPH_ROUTES: readonly GraphRoute[] = [...USER_DELTA_ROUTES];
