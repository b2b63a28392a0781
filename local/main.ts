import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createLocalCloud, type LocalCloudOptions } from './cloud.ts';
import { tenantShape } from './control/shapes.ts';
import type { TenantOptions } from './tenants/options.ts';

/** Runs the local cloud alone: node local/main.ts --port 3979 --data FILE --tenants JSON --home ID --peer ID */
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
  ...(values.tenants === undefined ? {} : { tenants: tenantsIn(values.tenants) }),
  ...(values.home === undefined ? {} : { home: values.home }),
  ...(values.peer === undefined ? {} : { peer: values.peer }),
};

const cloud = await createLocalCloud(options);
console.log(`Local cloud: ${cloud.origin}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cloud.close().then(() => process.exit(0)));
}

/** @throws Error that names what is wrong with the tenants */
function tenantsIn(json: string): TenantOptions[] {
  return z.array(tenantShape).parse(JSON.parse(json)) as TenantOptions[];
}
