import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransport } from '../../../api/adapters/transport/transport.ts';

describe('the transport', () => {
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.includes('never')) return;
      if (request.url?.includes('elsewhere')) {
        response.writeHead(302, { Location: 'https://evil.example/' }).end();
        return;
      }
      response.end(`${request.method ?? ''} ${request.url ?? ''}`);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('keeps the production address and changes only the way to it', async () => {
    const transport = createTransport({ localCloudOrigin: origin });
    const response = await transport('https://graph.microsoft.com/v1.0/users?$top=1&a=%23');
    expect(await response.text()).toBe('GET /graph.microsoft.com/v1.0/users?$top=1&a=%23');
  });

  test.each([
    'https://evil.example/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:444/v1.0/users',
    'https://graph.microsoft.com.evil.example/',
    'https://user@evil.example/graph.microsoft.com',
  ])('calls nobody at %s', async (address) => {
    const transport = createTransport({ localCloudOrigin: origin });
    await expect(transport(address)).rejects.toThrow('not among the known ones');
  });

  test('follows no redirect', async () => {
    const transport = createTransport({ localCloudOrigin: origin });
    expect((await transport('https://graph.microsoft.com/elsewhere')).status).toBe(302);
  });

  test('gives up after its time-out', async () => {
    const transport = createTransport({ localCloudOrigin: origin, timeoutMs: 50 });
    const call = transport('https://graph.microsoft.com/never');
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
