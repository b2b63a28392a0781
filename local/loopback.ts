import type { RequestHandler } from 'express';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Whether a host name, with or without port, is this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * The local cloud hands out tokens to whoever asks, so it answers only calls made to this machine by name: a web page
 * that points its own name here (DNS rebinding) gets 403.
 */
export const refuseStrangers: RequestHandler = (request, response, next) => {
  if (isLoopback(request.headers.host ?? '')) next();
  else response.status(403).type('text/plain').send('The local cloud answers on 127.0.0.1 only.');
};
