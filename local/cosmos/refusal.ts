/** An answer of the service that says no: status, code and text, and where there is one the substatus. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly substatus: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly substatus?: number; readonly retryAfterMs?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.substatus = more.substatus ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** A request that the service does not understand. */
export const badRequest = (message: string, substatus?: number): Refusal =>
  new Refusal(400, 'BadRequest', message, substatus === undefined ? {} : { substatus });
/** There is no item with this id in the partition. */
export const missingItem = (): Refusal =>
  new Refusal(404, 'NotFound', 'Entity with the specified id does not exist in the system.', {
    substatus: 0,
  });
/** The database or the container is not there. */
export const missingOwner = (): Refusal =>
  new Refusal(404, 'NotFound', 'Owner resource does not exist.', { substatus: 1003 });
/** There is an item with this id in the partition already. */
export const conflict = (): Refusal =>
  new Refusal(409, 'Conflict', 'Entity with the specified id already exists in the system.');
/** The item is not at the version that was expected, or a filter of a patch does not hold. */
export const preconditionFailed = (): Refusal =>
  new Refusal(412, 'PreconditionFailed', 'One of the specified pre-condition is not met.');
/** More than the service takes at once. */
export const tooLarge = (): Refusal =>
  new Refusal(413, 'RequestEntityTooLarge', 'Request size is too large.');
/** The range of partition keys that was asked is gone: it was split. */
export const rangeGone = (): Refusal =>
  new Refusal(410, 'Gone', 'The requested resource is no longer available at the server.', {
    substatus: 1002,
  });
/** For what the service may know and this stand-in does not: nobody is to believe that it was tried. */
export const notStoodInFor = (what: string): Refusal =>
  badRequest(`The stand-in does not stand in for ${what}.`);
