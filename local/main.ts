import { parseArgs } from 'node:util';
import { createLocalCloud } from './cloud.ts';
import type { LocalCloudOptions } from './cloud.ts';
import type { TenantOptions } from './tenants/tenant.ts';

/** Runs the local cloud alone: node local/main.ts --port 3979 --data FILE --tenants JSON --home ID */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3979' },
    data: { type: 'string' },
    tenants: { type: 'string' },
    home: { type: 'string' },
    peer: { type: 'string' },
  },
});

const options: LocalCloudOptions = {
  port: Number(values.port),
  ...(values.data === undefined ? {} : { dataFile: values.data }),
  ...(values.tenants === undefined
    ? {}
    : { tenants: JSON.parse(values.tenants) as TenantOptions[] }),
  ...(values.home === undefined ? {} : { home: values.home }),
  ...(values.peer === undefined ? {} : { peer: values.peer }),
};

const cloud = await createLocalCloud(options);
console.log(`Local cloud: ${cloud.origin}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cloud.close().then(() => process.exit(0)));
}
