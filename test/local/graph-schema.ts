import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const schema = JSON.parse(
  readFileSync(new URL('../../local/graph/graph-subset.schema.json', import.meta.url), 'utf8'),
) as { definitions: Record<string, object> };

// The schema is made from Graph's CSDL, which declares resourceData without properties although the service fills it.
schema.definitions['graph_resourceData'] = { type: 'object' };

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ definitions: schema.definitions }, 'graph');

/** What in `body` does not fit Graph's own type; empty where all fits. */
export function errorsAgainst(type: string, body: unknown): string[] {
  const validate = ajv.getSchema(`graph#/definitions/graph_${type}`);
  if (!validate) throw new Error(`The schema has no ${type}.`);
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  );
}
