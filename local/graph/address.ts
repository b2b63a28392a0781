/** The host that this folder stands in for. */
export const GRAPH_HOST = 'graph.microsoft.com';

/** Where Graph's own links point. */
export const GRAPH_BASE = `https://${GRAPH_HOST}/v1.0`;
