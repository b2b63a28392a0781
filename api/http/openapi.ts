import { STATUS_CODES } from 'node:http';
import { z, type ZodObject } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { ErrorCode } from '../kernel/errors.ts';
import { problem } from './contract.ts';
import { PROBLEM_TYPE, PROBLEMS } from './problem.ts';
import { route, type Access, type Route } from './route.ts';

const ALWAYS: readonly ErrorCode[] = ['too-many-requests', 'internal', 'store-unavailable', 'busy'];

const SIGNED_IN: readonly ErrorCode[] = [
  'token-missing',
  'token-invalid',
  'not-set-up',
  'directory-unavailable',
];

/** What a customer's directory, or the agent's standing there, can come to. */
const AT_A_CUSTOMER: readonly ErrorCode[] = [
  'customer-role-missing',
  'relationship-not-active',
  'consent-missing',
  'sign-in-needed',
];

const WHO: Readonly<Record<Access, string>> = {
  open: 'Anybody.',
  signedIn: 'Any person of a tenant that is set up.',
  admins: 'Owner, global administrators, LMS administrators.',
  catalogAdmins:
    'Owner, global administrators, LMS administrators; catalog administrators for their own catalogs.',
  partnerStaff: 'Partner staff: global administrators, user administrators, admin agents.',
  staff: 'Owner, administrators, catalog administrators, partner staff.',
  operator: 'The operator of the service.',
};

/** The refusals that a route can give by what it declares; its act may add others of the same statuses, and no other. */
export function refusalsOf(declared: Route): ErrorCode[] {
  const codes: ErrorCode[] = ['invalid-input', ...ALWAYS, ...(declared.refuses ?? [])];
  if (declared.access !== 'open') codes.push(...SIGNED_IN);
  if (declared.access !== 'open' && declared.access !== 'signedIn') codes.push('role-missing');
  if (declared.access === 'partnerStaff') codes.push(...AT_A_CUSTOMER);
  if (declared.params !== undefined) codes.push('not-found');
  if (declared.body !== undefined) codes.push('malformed-json', 'body-too-large');
  if (declared.streams !== undefined) codes.push('upload-incomplete', 'body-too-large');
  if (declared.body ?? declared.streams) codes.push('unsupported-media-type');
  if (declared.idempotent === true) codes.push('idempotency-key-reused', 'act-under-way');
  if (declared.versioned === true) codes.push('version-changed');
  return codes;
}

function answersOf(declared: Route): ZodOpenApiResponsesObject {
  const answers: ZodOpenApiResponsesObject = {};
  for (const [status, shape] of Object.entries(declared.answers)) {
    answers[status as '200'] = {
      description: STATUS_CODES[status] ?? status,
      ...(shape === null
        ? {}
        : {
            content:
              typeof shape === 'string'
                ? { [shape]: { schema: { type: 'string' } } }
                : { 'application/json': { schema: shape } },
          }),
    };
  }
  const byStatus = Map.groupBy(refusalsOf(declared), (code) => PROBLEMS[code].status);
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    answers[String(status) as '400'] ??= {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { [PROBLEM_TYPE]: { schema: problem } },
    };
  }
  return answers;
}

const IDEMPOTENCY_KEY = z.string().min(1).max(255).optional().meta({
  description:
    'Names the act: the same key with the same input gives the same answer for 24 hours.',
});

const IF_MATCH = z.string().optional().meta({
  description: 'The ETag that the change is made from; another version is refused with 412.',
});

function headersOf(declared: Route): ZodObject | undefined {
  const headers = {
    ...(declared.idempotent === true ? { 'Idempotency-Key': IDEMPOTENCY_KEY } : {}),
    ...(declared.versioned === true ? { 'If-Match': IF_MATCH } : {}),
  };
  return Object.keys(headers).length === 0 ? undefined : z.object(headers);
}

function bodyOf(declared: Route): ZodOpenApiOperationObject['requestBody'] {
  if (declared.body !== undefined) {
    return { required: true, content: { 'application/json': { schema: declared.body } } };
  }
  if (declared.streams === undefined) return undefined;
  return { required: true, content: { [declared.streams]: { schema: { type: 'string' } } } };
}

/** `GET /api/catalogs/{catalogId}/courses` is called `getCatalogsByCatalogIdCourses`. */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .replace(/^\/api/, '')
    .replace(
      /\{(\w)(\w*)\}/g,
      (_whole, first: string, rest: string) => `by-${first.toUpperCase()}${rest}`,
    )
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** What each subject is about. */
const SUBJECTS: Readonly<Record<string, string>> = {
  activities: 'What people did, as senders tell it.',
  account: 'Who owns the account, its time zone, whom to speak with.',
  audit: 'Who did what.',
  catalogs: 'Catalogs, their courses, training plans, Users lists and admins.',
  consent: 'Where a person lets Headcount know who one is.',
  'content-platforms': 'External platforms that tell of activities by signed calls.',
  courses: 'Courses and the enrolments in them.',
  directory: "The tenant's directory: how far it is read, and people and groups to pick from.",
  health: 'Whether the process is up.',
  imports: 'Files of many rows, taken as one job.',
  jobs: 'Long work: how it stands, what it said of each row, cancelling it.',
  me: 'Who is signed in.',
  'notification-reach': 'By which ways people can be told.',
  'notification-preferences': 'What a person wants to be told, and in which language.',
  notifications: 'What was sent to whom, and how it fared.',
  openapi: 'This document.',
  operator: 'Activation keys, for the operator of the service.',
  billing: 'What may be ordered, ended and taken back.',
  checkouts: 'Hand-overs to the checkout of the payment provider.',
  orders: 'Card orders and what they cost.',
  'purchase-orders': 'Buying by purchase order.',
  overview: 'What an administrator looks at first.',
  customers:
    'A partner’s customers: their users and licences, imports, what was done and undoing it.',
  peers: 'Peer accounts: seats shared and received, deciding, reports.',
  people: 'Everybody whom the directory knows: who counts, why, and removing them.',
  ready: 'Whether the service can serve.',
  reports: 'Facts of chosen months as files that are made in the background.',
  reclaim: 'Seats that are not used: advice, asking, releasing, and taking it back.',
  recount: 'Counting anew from the facts, and healing what differs.',
  'seat-changes': 'Who began or ceased to count, when and because of what.',
  'seat-history': 'How many counted on each day.',
  subscription: 'Plan, seats, term and grace windows.',
  subscriptions: 'Activating subscriptions by their keys.',
  'training-plans': 'Training plans and the enrolments in them.',
  usage: 'Monthly active users.',
  webhooks: 'Calls from outside systems, each proved by a secret of its own.',
};

/** The subject that a route belongs to: the first word of its address. */
function tagOf({ path }: Route): string {
  const [first = '', second = ''] = path.slice(1).split('/');
  return first === 'api' ? second.replace('.json', '') : first;
}

/** Parameters as one object: the document names each by itself. */
function asObject(shape: unknown): ZodObject | undefined {
  if (shape === undefined || shape instanceof z.ZodObject) return shape;
  if (shape instanceof z.ZodIntersection) {
    const [left, right] = [asObject(shape.def.left), asObject(shape.def.right)];
    return z.object({ ...left?.shape, ...right?.shape });
  }
  throw new Error('Parameters and queries must be objects, or intersections of such.');
}

function operationOf(declared: Route): ZodOpenApiOperationObject {
  const requestParams = {
    path: asObject(declared.params),
    query: asObject(declared.query),
    header: headersOf(declared),
  };
  const requestBody = bodyOf(declared);
  return {
    operationId: operationIdOf(declared),
    summary: declared.summary,
    description: `For: ${WHO[declared.access]}`,
    tags: [tagOf(declared)],
    security: declared.access === 'open' ? [] : [{ entra: [] }],
    requestParams: Object.fromEntries(
      Object.entries(requestParams).filter(([, shape]) => shape !== undefined),
    ),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: answersOf(declared),
  };
}

/** The OpenAPI 3.1 document of these routes, made from the very shapes that check requests. */
function openApiOf(routes: readonly Route[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const declared of routes) {
    paths[declared.path] = { ...paths[declared.path], [declared.method]: operationOf(declared) };
  }
  const tags = [...new Set(routes.map(tagOf))].sort();
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Headcount',
      version: '0.1.0',
      description:
        'Which learners count on a learning subscription, why, and what happens next. The tenant and the person come from the access token alone.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name, description: SUBJECTS[name] ?? '' })),
    paths,
    components: {
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of Microsoft Entra ID with the scope `access_as_user`.',
        },
      },
    },
  });
}

/** `GET /api/openapi.json`: the document of all the routes, itself among them. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  let made: object | null = null;
  return route({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document',
    access: 'open',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
    act: () => Promise.resolve({ status: 200, body: (made ??= openApiOf(routes())) }),
  });
}
