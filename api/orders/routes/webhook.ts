import { AppError } from '../../kernel/errors.ts';
import { rawBody } from '../../http/raw-body.ts';
import { route, type Route } from '../../http/route.ts';
import type { World } from '../../ports/world.ts';
import { takeEvents } from '../actions/take.ts';

/** The largest call of the provider that is read. */
const CALL_MEGABYTES_MAX = 4;

/** Takes a call of the provider: its signature over the raw body first, then every event, each in its own commit (B-8). */
async function takeCall(world: World, rawBody: Buffer, signature: string | null): Promise<void> {
  const events = world.payments?.eventsIn(rawBody, signature) ?? null;
  if (events === null)
    throw new AppError(
      'signature-invalid',
      'The call is not signed with a secret that is in use (X-FS-Signature: base64 of HMAC-SHA256 over the raw body). Nothing of it was taken.',
    );
  await takeEvents(world, events);
}

/** What the payment provider tells. */
export const webhookRoute: Route = route({
  method: 'post',
  path: '/webhooks/fastspring',
  summary: 'What FastSpring calls when orders and subscriptions change; signed over the raw body',
  access: 'open',
  refuses: ['signature-invalid', 'malformed-json', 'body-too-large'],
  answers: { 202: null },
  act: async ({ world, request }) => {
    const signature = request.headers['x-fs-signature'];
    const raw = await rawBody(request, CALL_MEGABYTES_MAX, 'Send fewer events at once.');
    await takeCall(world, raw, typeof signature === 'string' ? signature : null);
    return { status: 202 };
  },
});
