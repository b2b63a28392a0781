import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One notification as an endpoint gets it. */
export type Item = Readonly<Record<string, unknown>> & { readonly subscriptionId: string };

/** A webhook endpoint on loopback that shakes hands and writes down what it gets. */
export interface Endpoint {
  readonly url: string;
  /** The deliveries in order, each with its items. */
  readonly deliveries: (readonly Item[])[];
  /** What it answers to notifications; 202 at the start. */
  status: number;
  /** What it answers to the validation; the token with 200 at the start. */
  handshake: (token: string) => { status: number; type: string; body: string };
  close(): Promise<void>;
}

export async function startEndpoint(): Promise<Endpoint> {
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://local').searchParams.get('validationToken');
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (token !== null) {
        const { status, type, body } = endpoint.handshake(token);
        response.writeHead(status, { 'Content-Type': type }).end(body);
        return;
      }
      endpoint.deliveries.push((JSON.parse(text) as { value: Item[] }).value);
      response.writeHead(endpoint.status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint: Endpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/graph`,
    deliveries: [],
    status: 202,
    handshake: (token) => ({ status: 200, type: 'text/plain', body: token }),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return endpoint;
}
