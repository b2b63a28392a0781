import { parseArgs } from 'node:util';
import { createCosmosDouble } from './double.ts';

/** Runs the stand-in for Azure Cosmos DB alone: node local/cosmos/main.ts --port 8081 --data FOLDER */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8081' }, data: { type: 'string' } },
});

const double = await createCosmosDouble({
  port: Number(values.port),
  ...(values.data === undefined ? {} : { data: values.data }),
});
console.log(`Cosmos DB stand-in: ${double.endpoint}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void double.close().then(() => process.exit(0)));
}
