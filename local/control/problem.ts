import type { ErrorRequestHandler, Response } from 'express';
import { z } from 'zod';
import { DirectoryRefusal } from '../tenants/acts.ts';

/** Something that a control route refuses, as RFC 9457 problem. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[];

  constructor(status: number, code: string, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** What is wrong with one field: its path, the rule, and how to mend it. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Reads a request body by a shape. @throws ControlProblem 400 that names each wrong field. */
export function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const result = shape.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, code, message }) => ({
    path: path.join('.'),
    code,
    message,
  }));
  const detail = errors
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');
  throw new ControlProblem(
    400,
    'bad-input',
    `${detail}. See local/README.md for what the route takes.`,
    errors,
  );
}

const STATUS_OF_REFUSAL = {
  'not-found': 404,
  'name-taken': 409,
  'id-taken': 409,
  'wrong-state': 409,
  invalid: 400,
  licence: 409,
} as const;

/** Makes problems of what the control routes throw; everything else is a bug, told in full: this is a workshop tool. */
export const problemHandler: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) next(error);
  else if (error instanceof ControlProblem) {
    sendProblem(response, error.status, error.code, error.message, error.errors);
  } else if (error instanceof DirectoryRefusal) {
    const field = { path: error.field, code: error.kind, message: error.message };
    sendProblem(response, STATUS_OF_REFUSAL[error.kind], error.kind, error.message, [field]);
  } else if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    sendProblem(
      response,
      error.status,
      'bad-input',
      `The request body cannot be read: ${error.message}`,
      [],
    );
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    sendProblem(response, 500, 'local-cloud-bug', detail, []);
  }
};

function sendProblem(
  response: Response,
  status: number,
  code: string,
  detail: string,
  errors: readonly FieldError[],
): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: code, status, detail, code, errors }));
}
