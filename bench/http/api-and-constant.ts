/** The servers under load, in a process of their own: the API, and the bare Express app that it is held against. */
import { openSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { createLog } from '../../api/adapters/pino/log.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import { readConfig } from '../../api/config/read.ts';
import { startHeadcount } from '../../api/headcount.ts';
import { createIdentify } from '../../api/http/identify.ts';
import { limitByPerson } from '../../api/http/rate-limits.ts';
import { noteRequests, requestFactsOf } from '../../api/http/request-facts.ts';
import { logRequests } from '../../api/http/request-log.ts';
import { securityHeaders } from '../../api/http/security-headers.ts';
import { createSigningKeys } from '../../api/http/signing-keys.ts';

const read = readConfig({ ...process.env, RATE_LIMIT_PER_PERSON: '10000000' });
if ('faults' in read) throw new Error(JSON.stringify(read.faults));
const { config } = read;
// Both write their lines, as they would in service, to where they cost no disk.
const log = createLog('info', pino.destination({ dest: openSync('/dev/null', 'w'), sync: true }));
const headcount = await startHeadcount(config, log);

/** As many bytes as `GET /api/subscription` answers. */
const CONSTANT = { answer: 'x'.repeat(380) };

const identify = createIdentify({
  operatorTenantId: null,
  audiences: config.audiences,
  keys: createSigningKeys(createTransport({ localCloudOrigin: config.localCloudOrigin })),
});
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(noteRequests);
app.use(logRequests(log));
app.use(securityHeaders(config.frameAncestors));
app.use(async (request, _response, next) => {
  const { tenantId, personId } = await identify(request.headers.authorization);
  Object.assign(requestFactsOf(request), { tenantId, personId });
  next();
});
app.use(limitByPerson(config.rateLimits));
app.get('/constant', (_request, response) => void response.json(CONSTANT));

const server = createServer(app);
process.once('SIGINT', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ api: headcount.port, constant: port });
});
