import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { AppError } from '../kernel/errors.ts';
import { refusalsOf } from './openapi.ts';
import { PROBLEMS } from './problem.ts';
import type { Answer, Route } from './route.ts';

/**
 * Writes an answer: a stream or a text under its own content type, anything else as JSON. Nothing of it is to be kept
 * by browsers or proxies, unless the answer says otherwise.
 */
export async function sendAnswer(response: Response, answer: Answer): Promise<void> {
  response.statusCode = answer.status;
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.body === undefined) {
    response.end();
  } else if (answer.body instanceof Readable) {
    await pipeline(answer.body, response);
  } else if (typeof answer.body === 'string' && response.hasHeader('Content-Type')) {
    response.end(answer.body);
  } else {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(answer.body));
  }
}

/** Throws where a route refuses with a status that it does not declare: for tests, as `checkAnswer`. */
export function checkRefusal(route: Route, refusal: AppError): void {
  const { status } = PROBLEMS[refusal.code];
  if (refusalsOf(route).some((code) => PROBLEMS[code].status === status)) return;
  const where = `${route.method.toUpperCase()} ${route.path}`;
  throw new Error(`${where} refuses with ${refusal.code} (${status}), which it does not declare.`);
}

/** Throws where an answer is not what its route declares: for tests, in which the OpenAPI document must be the truth. */
export function checkAnswer(route: Route, answer: Answer): void {
  const where = `${route.method.toUpperCase()} ${route.path} answers ${answer.status}`;
  const shape = route.answers[answer.status];
  if (shape === undefined) throw new Error(`${where}, which it does not declare.`);
  if (shape === null) {
    if (answer.body !== undefined)
      throw new Error(`${where} with a body that it does not declare.`);
    return;
  }
  if (typeof shape === 'string') return;
  // As the wire has it: what JSON leaves out is not there.
  const parsed = shape.safeParse(JSON.parse(JSON.stringify(answer.body)));
  if (!parsed.success) throw new Error(`${where} in another shape: ${parsed.error.message}`);
}
