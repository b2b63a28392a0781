import { isLoopback } from '../loopback.ts';
import { GraphRefusal } from './errors.ts';

/** An endpoint has this long to answer the validation (system clock). */
const PATIENCE_MS = 10_000;

/**
 * Asks a notification endpoint whether it wants the notifications: it must send the token back as plain text.
 * @throws GraphRefusal 400 ValidationError as Graph words it.
 */
export async function shakeHands(url: string, requestId: string): Promise<void> {
  refuseUnsafe(url);
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${requestId}`;
  const target = new URL(url);
  target.searchParams.set('validationToken', token);
  const answer = await post(target);
  if (answer.status !== 200) {
    throw invalid(
      answer.status >= 400
        ? `Subscription validation request failed. HTTP status code is '${answer.statusText}'.`
        : 'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
    );
  }
  if (!answer.isPlainText || answer.body !== token) {
    throw invalid(
      'Subscription validation request failed. Response must exactly match validationToken query parameter.',
    );
  }
}

/** Plain http is for this machine only, as the local cloud itself. */
function refuseUnsafe(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const safe =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.host));
  if (!safe) {
    throw invalid(
      "Invalid 'notificationUrl': must be an https URL, or an http URL of this machine.",
      'InvalidRequest',
    );
  }
}

async function post(
  target: URL,
): Promise<{ status: number; statusText: string; isPlainText: boolean; body: string }> {
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return {
      status: response.status,
      statusText: response.statusText,
      isPlainText: (response.headers.get('content-type') ?? '').startsWith('text/plain'),
      body: await response.text(),
    };
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    throw invalid(
      late
        ? 'Subscription validation request timed out.'
        : 'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
    );
  }
}

function invalid(message: string, code = 'ValidationError'): GraphRefusal {
  return new GraphRefusal(400, code, message);
}
