import { Router } from 'express';
import type { Messages } from '../connector/messages.ts';
import type { Faults, FaultSpec } from '../faults.ts';
import type { WriteWatch } from '../graph/write-watch.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { RequestCount } from '../request-count.ts';
import { read } from './problem.ts';
import { faultShape } from './shapes.ts';

/** What tests queue and look at: `/faults`, `/requests`, `/writes`, `/outbox`. */
export function observationRoutes(
  faults: Faults,
  requests: RequestCount,
  mailbox: Mailbox,
  messages: Messages,
  writes: WriteWatch,
): Router {
  const router = Router();

  router.get('/faults', (_request, response) => void response.json({ items: faults.list() }));
  router.post('/faults', (request, response) => {
    const spec: FaultSpec = read(faultShape, request.body);
    response.status(201).json(faults.add(spec));
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });

  router.get('/requests', (_request, response) => {
    response.json({ total: requests.total(), items: requests.routes() });
  });
  router.delete('/requests', (_request, response) => {
    requests.reset();
    response.status(204).end();
  });

  router.get('/writes', (_request, response) => void response.json({ items: writes.counts() }));
  router.delete('/writes', (_request, response) => {
    writes.reset();
    response.status(204).end();
  });

  router.get('/outbox', (_request, response) => {
    response.json({ messages: messages.all(), mails: mailbox.mails(), activityFeed: [] });
  });
  router.delete('/outbox', (_request, response) => {
    mailbox.clear();
    messages.clear();
    response.status(204).end();
  });

  return router;
}
