import type { Readable } from 'node:stream';
import type { Request } from 'express';
import type { ZodType } from 'zod';
import type { ErrorCode } from '../kernel/errors.ts';
import type { CatalogId, PersonId } from '../kernel/ids.ts';
import type { Version } from '../ports/store.ts';
import type { Actor, Tenant, World } from '../ports/world.ts';
import type { Account, Role } from '../subscriptions/rules.ts';

export type { Role } from '../subscriptions/rules.ts';

/** The signed-in person: everything here comes from the token and the store, nothing from the URL or the body. */
export interface Caller {
  readonly tenant: Tenant;
  /** The tenant's account, read for this very request; null on routes for the operator, who needs none. */
  readonly account: Account | null;
  readonly personId: PersonId;
  /** As the token tells it, for the person alone; never logged. */
  readonly displayName: string;
  readonly roles: ReadonlySet<Role>;
  /** True for owner, global admin and LMS admin: they act on the whole tenant. */
  readonly isAdmin: boolean;
  /** The catalogs that a catalog admin has. */
  readonly ownCatalogs: ReadonlySet<CatalogId>;
}

/** What a route's act is given. `params`, `query` and `body` have passed the route's own shapes. */
export interface Call<P, Q, B> {
  readonly world: World;
  readonly caller: Caller;
  /** Who acts, with the id of the act: from the Idempotency-Key where there is one. */
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body of a route that `streams`, to be read once; what breaks off on its way rejects with `upload-incomplete`. */
  readonly upload: Readable;
  /** The version that the caller expects (`If-Match`), on a route that is `versioned`; null where none is given. */
  readonly ifMatch: Version | null;
  /** For webhooks, whose raw bodies and headers matter. */
  readonly request: Request;
}

/** What a route answers. */
export interface Answer {
  readonly status: number;
  /** JSON, or a stream with its content type in `headers`; left out for 204. */
  readonly body?: unknown;
  /** Where the body holds a secret that is shown once: what a repeat with the same Idempotency-Key is given instead. */
  readonly repeatBody?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Who may call a route. `open`: anybody, by a secret of its own or none; `signedIn`: any person of a tenant;
 * `admins`: owner, global admin, LMS admin (else 403 `role-missing`); `catalogAdmins`: admins, and catalog admins for
 * whom the act itself must look with `mayTouch` (404 for another's catalog); `partnerStaff`: whoever works for customers
 * (PC-1), for whom the act itself must look at what the customer has granted; `staff`: all of these; `operator`.
 */
export type Access =
  'open' | 'signedIn' | 'admins' | 'catalogAdmins' | 'partnerStaff' | 'staff' | 'operator';

/** One route: what comes in, who may call it, what it does, what goes out. The OpenAPI document is made of these. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As in OpenAPI: `/api/courses/{courseId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: ZodType;
  readonly query?: ZodType;
  /** The JSON body's shape; without it a body is not read. */
  readonly body?: ZodType;
  /** The content type of a body that is taken as a stream instead. */
  readonly streams?: string;
  /** Shapes by status; null for an answer without a body, a content type for one that is not JSON. */
  readonly answers: Readonly<Record<number, ZodType | string | null>>;
  /**
   * Whether it also answers whoever may not enter an account that is Inactive, and learners while learning is stopped:
   * it tells them so.
   */
  readonly always?: boolean;
  /** Whether an Idempotency-Key is taken. */
  readonly idempotent?: boolean;
  /** Whether an If-Match is taken: the act compares `ifMatch` and refuses with `version-changed`. */
  readonly versioned?: boolean;
  /** What its act refuses with beyond what follows from the rest (`refusalsOf`): so that every status is declared. */
  readonly refuses?: readonly ErrorCode[];
  readonly act: (call: Call<never, never, never>) => Promise<Answer>;
}

type Shape<S> = S extends ZodType<infer T> ? T : undefined;

/** Declares a route, so that its act is typed by its shapes. */
export const route = <
  const P extends ZodType | undefined = undefined,
  const Q extends ZodType | undefined = undefined,
  const B extends ZodType | undefined = undefined,
>(
  declared: Omit<Route, 'act' | 'params' | 'query' | 'body'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly act: (call: Call<Shape<P>, Shape<Q>, Shape<B>>) => Promise<Answer>;
  },
): Route => declared as unknown as Route;
