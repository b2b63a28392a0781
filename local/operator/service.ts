import { randomUUID } from 'node:crypto';
import { Fault } from '../start/fault.ts';

/** The operator's routes of a running service. */
export interface Service {
  call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

async function fetched(what: string, address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    const { origin } = new URL(address);
    throw new Fault(`${what} does not answer at ${origin}. Start it, or check the address.`, {
      cause,
    });
  }
}

/** The token that the environment gives, or that of the local cloud's operator. */
async function tokenFor(origin: URL, env: Environment): Promise<string> {
  const isHere = LOOPBACK.test(origin.hostname);
  const given = env['OPERATOR_TOKEN'];
  if (given !== undefined && given !== '') {
    if (isHere || origin.protocol === 'https:') return given;
    throw new Fault('HEADCOUNT_ORIGIN must begin with https://: a token is sent there.');
  }
  if (!isHere) {
    throw new Fault('OPERATOR_TOKEN must be set: an access token with the app role Operator.');
  }
  const cloud = `http://127.0.0.1:${env['LOCAL_CLOUD_PORT'] ?? '3979'}`;
  const address = `${cloud}/personas/operator/token`;
  const response = await fetched('The local cloud', address, { method: 'POST' });
  if (!response.ok) throw new Fault(`The local cloud gave no token: ${response.status}.`);
  const { access_token } = (await response.json()) as { readonly access_token: string };
  return access_token;
}

/** The service that the environment names, with the operator signed in. @throws Fault */
export async function signIn(env: Environment): Promise<Service> {
  const named = env['HEADCOUNT_ORIGIN'] ?? `http://127.0.0.1:${env['PORT'] ?? '3978'}`;
  if (!URL.canParse(named)) {
    throw new Fault('HEADCOUNT_ORIGIN must be an origin like https://headcount.example.');
  }
  const { origin } = new URL(named);
  const token = await tokenFor(new URL(named), env);
  return {
    async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
      const response = await fetched('Headcount', origin + path, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const told = (await response.json()) as T & { readonly detail?: string };
      if (!response.ok) throw new Fault(told.detail ?? `Headcount answered ${response.status}.`);
      return told;
    },
  };
}
