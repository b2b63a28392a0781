import { runOperator } from './operator/run.ts';
import { Fault } from './start/fault.ts';

await runOperator(process.argv.slice(2), process.env, (line) => console.log(line)).catch(
  (error: unknown) => {
    console.error(error instanceof Fault ? error.message : error);
    process.exitCode = 1;
  },
);
