import { Router } from 'express';
import { z } from 'zod';
import type { FastSpring } from '../fastspring/fastspring.ts';
import { ControlProblem, read } from './problem.ts';

const webhooksShape = z.strictObject({
  listensAt: z.url().nullable().optional(),
  act: z.enum(['hold', 'release', 'drop']).optional(),
  reversed: z.boolean().default(false),
  apart: z.boolean().default(false),
  times: z.int().min(1).max(10).default(1),
});

/** What is shaped at the payment provider: `/fastspring/webhooks`, `/fastspring/subscriptions`. */
export function fastSpringRoutes({ book, webhooks, end }: FastSpring): Router {
  const router = Router();

  router.get('/fastspring/webhooks', (_request, response) => {
    response.json({ waiting: webhooks.waiting(), items: webhooks.all() });
  });
  router.post('/fastspring/webhooks', async (request, response) => {
    const { listensAt, act, ...how } = read(webhooksShape, request.body);
    if (listensAt !== undefined) webhooks.listensAt(listensAt);
    if (act === 'hold') webhooks.hold();
    if (act === 'drop') webhooks.drop();
    if (act === 'release') await webhooks.release(how);
    response.json({ waiting: webhooks.waiting() });
  });
  router.get('/fastspring/subscriptions', (_request, response) => {
    response.json({ items: [...book.subscriptions.values()] });
  });
  router.post('/fastspring/subscriptions/:id/end', (request, response) => {
    const subscription = book.subscriptions.get(request.params.id);
    if (subscription === undefined)
      throw new ControlProblem(404, 'not-found', 'There is no such subscription.');
    end(subscription);
    response.json(subscription);
  });
  return router;
}
