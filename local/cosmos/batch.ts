import { createCharge, REFUSAL_CHARGE, replaceCharge } from './charge.ts';
import type { Container } from './containers.ts';
import type { Body, Documents, Stored, Transaction } from './documents.ts';
import { patched } from './patch.ts';
import { badRequest, notStoodInFor, Refusal, tooLarge } from './refusal.ts';

/** What became of one write of a batch, as the wire has it. */
interface OperationResult {
  readonly statusCode: number;
  readonly requestCharge: number;
  readonly eTag?: string;
  readonly resourceBody?: Body;
  readonly message?: string;
}

/** What became of a batch. */
export interface BatchAnswer {
  readonly status: number;
  readonly results: readonly OperationResult[];
  readonly written: number;
  readonly charge: number;
}

const OPERATIONS_MAX = 100;
const BATCH_MAX_BYTES = 2 * 1024 * 1024;
const FAILED_DEPENDENCY: OperationResult = { statusCode: 424, requestCharge: 0 };
const KNOWN: ReadonlySet<string> = new Set(['operationType', 'id', 'ifMatch', 'resourceBody']);

interface Done {
  readonly status: number;
  readonly stored: Stored;
  readonly charge: number;
  /** Whether the document is still there to be given back. */
  readonly stands: boolean;
}

function carryOut(
  documents: Documents,
  container: Container,
  pk: string,
  operation: Body,
  transaction: Transaction,
): Done {
  const { operationType, resourceBody } = operation;
  const body = (resourceBody ?? {}) as Body;
  const ifMatch = operation['ifMatch'] ?? null;
  if (ifMatch !== null && typeof ifMatch !== 'string') throw badRequest('The ETag is no text.');
  if (operationType === 'Create') {
    if (operation['id'] !== undefined || ifMatch !== null)
      throw badRequest('A create has neither an id of its own nor an ETag.');
    const stored = documents.create(container, pk, body, transaction);
    return { status: 201, stored, charge: createCharge(stored.bytes, stored.terms), stands: true };
  }
  const { id } = operation;
  if (typeof id !== 'string') throw badRequest('The operation names no id.');
  if (operationType === 'Replace') {
    const stored = documents.replace(container, pk, id, body, ifMatch, transaction);
    return { status: 200, stored, charge: replaceCharge(stored.bytes, stored.terms), stands: true };
  }
  if (operationType === 'Patch') {
    const after = patched(documents.read(container, pk, id).doc, body);
    const stored = documents.replace(container, pk, id, after, ifMatch, transaction);
    return { status: 200, stored, charge: replaceCharge(stored.bytes, stored.terms), stands: true };
  }
  if (operationType === 'Delete') {
    const stored = documents.remove(container, pk, id, ifMatch);
    return { status: 204, stored, charge: createCharge(stored.bytes, stored.terms), stands: false };
  }
  throw notStoodInFor(`${String(operationType)} in a batch`);
}

/** Stops a transaction at the write that was refused. */
class Stopped extends Error {
  readonly at: number;
  readonly refusal: Refusal;

  constructor(at: number, refusal: Refusal) {
    super(refusal.message);
    this.at = at;
    this.refusal = refusal;
  }
}

/** A transactional batch: all of its writes in one partition, or none. */
export function transactBatch(
  documents: Documents,
  container: Container,
  pk: string,
  given: unknown,
  request: { readonly bytes: number; readonly minimal: boolean },
): BatchAnswer {
  if (!Array.isArray(given) || given.length === 0) throw badRequest('The batch has no operations.');
  if (given.length > OPERATIONS_MAX)
    throw badRequest('Batch request has more operations than what is supported.');
  if (request.bytes > BATCH_MAX_BYTES) throw tooLarge();
  const operations = given as readonly Body[];
  for (const operation of operations)
    for (const name of Object.keys(operation))
      if (!KNOWN.has(name)) throw notStoodInFor(`${name} in a batch`);
  try {
    const results = documents.transact(container, (transaction) =>
      operations.map((operation, at): OperationResult => {
        try {
          const { status, stored, charge, stands } = carryOut(
            documents,
            container,
            pk,
            operation,
            transaction,
          );
          return {
            statusCode: status,
            requestCharge: charge,
            ...(stands ? { eTag: stored.etag } : {}),
            ...(stands && !request.minimal ? { resourceBody: stored.doc } : {}),
          };
        } catch (error) {
          throw error instanceof Refusal ? new Stopped(at, error) : error;
        }
      }),
    );
    const charge = results.reduce((sum, { requestCharge }) => sum + requestCharge, 0);
    return { status: 200, results, written: results.length, charge };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { at, refusal } = error;
    return {
      status: 207,
      written: 0,
      charge: REFUSAL_CHARGE,
      results: operations.map((_, nth) =>
        nth === at
          ? {
              statusCode: refusal.status,
              requestCharge: REFUSAL_CHARGE,
              message: refusal.message,
            }
          : FAILED_DEPENDENCY,
      ),
    };
  }
}
