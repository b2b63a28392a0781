import './start/check-node.js';

const { start } = await import('./start/run.ts');
await start(process.argv.slice(2), process.env);
