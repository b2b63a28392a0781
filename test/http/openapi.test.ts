import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { subjectRoutes } from '../../api/routes.ts';
import { startWorld, type TestWorld } from '../world.ts';

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let world: TestWorld;
let document: Document;
beforeAll(async () => {
  world = await startWorld({ setUp: false });
  document = (await world.apiWith().get<Document>('/api/openapi.json')).body;
});
afterAll(() => world.stop());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe('GET /api/openapi.json', () => {
  test('is OpenAPI 3.1 without a fault', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const config = await createConfig({
      extends: ['recommended-strict'],
    });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(
      problems.map(({ ruleId, message, location }) => ({
        ruleId,
        message,
        at: location[0]?.pointer,
      })),
    ).toEqual([]);
  });

  test('gives each route a summary, a name of its own, a tag, its security and its refusals', () => {
    const names = operations().map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [route, operation] of operations()) {
      expect({ route, summary: operation.summary }).toEqual({
        route,
        summary: expect.stringMatching(/\w/),
      });
      expect({ route, tags: operation.tags?.length }).toEqual({ route, tags: 1 });
      expect({ route, security: Array.isArray(operation.security) }).toEqual({
        route,
        security: true,
      });
      const statuses = Object.keys(operation.responses);
      const needed = operation.security?.length === 0 ? ['429', '500'] : ['401', '429', '500'];
      expect({ route, statuses }).toEqual({
        route,
        statuses: expect.arrayContaining(needed),
      });
    }
  });

  test.each([
    ['/webhooks/activities', 'post', 401, 'signature-invalid'],
    ['/webhooks/fastspring', 'post', 413, 'body-too-large'],
    ['/api/subscriptions/activations', 'post', 404, 'key-unknown'],
    ['/api/courses/{courseId}/enrolments/{personId}', 'delete', 409, 'held-by-group'],
    ['/api/jobs/{jobId}', 'delete', 409, 'job-not-cancellable'],
    ['/api/reports/{reportId}/file', 'get', 416, 'range-unsatisfiable'],
    ['/api/customers/{customerId}/users', 'get', 409, 'relationship-not-active'],
  ])('tells of %s (%s) that it may answer %i %s', (path, method, status, code) => {
    expect(document.paths[path]?.[method]?.responses[status]).toMatchObject({
      description: expect.stringContaining(`\`${code}\``),
      content: { 'application/problem+json': expect.anything() },
    });
  });

  test('refuses unknown fields in every body and query, however deep', () => {
    const looseIn = (schema: unknown): boolean =>
      typeof schema === 'object' &&
      schema !== null &&
      (('properties' in schema &&
        !('additionalProperties' in schema && schema.additionalProperties === false)) ||
        Object.values(schema).some(looseIn));
    for (const { method, path, access, query, body } of subjectRoutes({
      seatsContact: null,
      salesContact: null,
      addressBook: null,
      ways: { bot: false, mail: false, bringsApp: false },
    })) {
      // What outside systems send is theirs to extend.
      if (access === 'open') continue;
      for (const shape of [query, body]) {
        if (shape === undefined) continue;
        const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
        expect({ route: `${method} ${path}`, loose: looseIn(schema) }).toEqual({
          route: `${method} ${path}`,
          loose: false,
        });
      }
    }
  });
});
