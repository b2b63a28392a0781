import type { Asking } from '../../world.ts';
import type { Things } from '../things.ts';
import type { Row } from './rows.ts';

/** How a route is called: the address, and what is sent. */
export interface Request {
  readonly path: string;
  readonly asking?: Asking;
}

/** One route of the table. */
export interface Entry {
  readonly expects: Row;
  readonly request: (things: Things) => Promise<Request> | Request;
}

/** An entry for a fixed address. */
export const at = (expects: Row, path: string, asking?: Asking): Entry => ({
  expects,
  request: () => ({ path, ...(asking === undefined ? {} : { asking }) }),
});

/** An entry for an address with one id in it. */
export const on = (
  expects: Row,
  thing: Exclude<keyof Things, 'listed' | 'enrolled' | 'customerUser'>,
  path: (id: string) => string,
  asking?: Asking,
): Entry => ({
  expects,
  request: async (things) => ({
    path: path(await things[thing]()),
    ...(asking === undefined ? {} : { asking }),
  }),
});

/** What names a thing. */
export const NAMED: Asking = { body: { name: 'Ladders' } };

/** Somebody who does not exist. */
export const NOBODY_ID = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';

/** People who do not exist. */
export const NOBODY: Asking = { body: { personIds: [NOBODY_ID] } };
