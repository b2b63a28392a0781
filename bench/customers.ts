import { ours } from './customers/ours.ts';
import { singleCalls } from './customers/single-calls.ts';
import {
  LATENCY_MS,
  startStage,
  type Result,
  type Row,
  type Stage,
  type Told,
} from './customers/stage.ts';
import { wholeBatches } from './customers/whole-batches.ts';

interface Side extends Result {
  readonly seconds: number;
}

async function runSide(
  name: string,
  rows: number,
  work: (stage: Stage) => Promise<ReadonlyMap<Row, Told>>,
): Promise<Side> {
  const stage = await startStage(rows);
  try {
    const begun = performance.now();
    const told = await work(stage);
    const seconds = (performance.now() - begun) / 1_000;
    const side = { seconds, ...(await stage.result(told)) };
    console.log(
      `${name}: ${seconds.toFixed(1)} s, ${side.requests} requests, ${side.duplicates} duplicates, ${side.wrong} wrong outcomes`,
    );
    return side;
  } finally {
    stage.stop();
  }
}

/**
 * Users made at a customer from a list, where one write in forty is refused with 429, one answered 503, and one carried
 * out and answered 504; one row in fifty wants a name that is taken. Our engine against a loop of single calls and a
 * loop of batches that are repeated as a whole, both as scripts do it. Each side has a local cloud of its own, in a
 * process of its own, 40 ms away. Arguments: rows.
 */
export default async function run(args: string[]): Promise<void> {
  const rows = Number(args[0] ?? '1000');
  console.log(`${rows} rows, Graph ${LATENCY_MS} ms away`);
  const single = await runSide('baseline, a loop of single calls', rows, singleCalls);
  const batches = await runSide('baseline, a loop of whole batches', rows, wholeBatches);
  const engine = await runSide('ours, the engine', rows, ours);
  if (engine.duplicates + engine.wrong > 0)
    throw new Error('The engine told or did something wrong.');
  const timesOf = (side: Side): string =>
    `${(engine.seconds / side.seconds).toFixed(3)} of the time, ${(engine.requests / side.requests).toFixed(3)} of the requests`;
  console.log(`against whole batches: ${timesOf(batches)}`);
  console.log(`against single calls: ${timesOf(single)}`);
  console.log('time, ours over the loop of single calls: lower is better, at most 0.2');
  console.log(`ratio: ${(engine.seconds / single.seconds).toFixed(2)}`);
}
