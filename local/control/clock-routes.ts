import { Router } from 'express';
import type { Clock, ClockFacts } from '../clock.ts';
import { ControlProblem, read } from './problem.ts';
import { clockShape } from './shapes.ts';

/** `GET /clock`, `POST /clock` and `GET /clock/stream`. */
export function clockRoutes(clock: Clock): Router {
  const router = Router();

  router.get('/clock', (_request, response) => void response.json(clock.facts()));

  router.post('/clock', (request, response) => {
    const wish = read(clockShape, request.body);
    if ('now' in wish) clock.moveTo(Date.parse(wish.now));
    else if ('rate' in wish) clock.setRate(wish.rate);
    else advance(clock, wish.advance);
    response.json(clock.facts());
  });

  // Server-sent events: the facts now and after every change, for processes that follow the clock.
  router.get('/clock/stream', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const tell = (facts: ClockFacts): void =>
      void response.write(`data: ${JSON.stringify(facts)}\n\n`);
    tell(clock.facts());
    const unsubscribe = clock.subscribe(tell);
    request.on('close', unsubscribe);
  });

  return router;
}

function advance(clock: Clock, duration: string): void {
  try {
    clock.advance(duration);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `must be an ISO 8601 duration, like P14D or PT1H; this one cannot be read: ${error.message}`;
    throw new ControlProblem(400, 'bad-input', `advance: ${message}`, [
      { path: 'advance', code: 'duration', message },
    ]);
  }
}
