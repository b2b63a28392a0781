import type { Api, Reply, TestWorld } from '../world.ts';

/** What a key is issued for. */
export interface Offer {
  readonly plan?: 'seats' | 'mau';
  readonly seats?: number;
  readonly months?: number;
}

/** A key that was just issued. */
export interface Issued {
  readonly id: string;
  readonly key: string;
}

/** The operator issues a key. */
export async function issue(world: TestWorld, offer: Offer = {}): Promise<Issued> {
  const body = { plan: 'seats', seats: 50, months: 12, ...offer };
  const reply = await world.api('operator').post<Issued>('/operator/keys', body);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** A filled-in form (L-33). */
export const FORM = {
  organisation: 'Contoso Ltd',
  firstName: 'Olivia',
  lastName: 'Novák',
  email: 'olivia@contoso.example',
  telephone: '+31 20 555 0100',
  acceptedTerms: true,
};

/** Somebody sends the form with a key. */
export const activate = (
  api: Api,
  key: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Reply<Record<string, unknown>>> =>
  api.post('/api/subscriptions/activations', { ...FORM, key, ...more });
