import { spawn } from 'node:child_process';

/** What one side took. */
export interface SideResult {
  readonly people: number;
  readonly seconds: number;
  /** Seconds of processor time, all threads of the side's own process. */
  readonly cpuSeconds: number;
  /** Resident memory at each second, in MB. */
  readonly rssMb: readonly number[];
}

/** As `npm start` runs the service, and docs/operations.md advises. */
const NODE_OPTIONS = ['--no-warnings', '--max-semi-space-size=8'];

/** Runs one side in a process of its own, so that its memory is its own. */
export async function runSide(file: string, args: readonly string[]): Promise<SideResult> {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, [...NODE_OPTIONS, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  if (code !== 0) throw new Error(`${file} ended with ${code ?? 'a signal'}: ${output}`);
  return JSON.parse(output) as SideResult;
}

/** Measures the work of a side and prints what it took, for `runSide` to read. */
export async function measure(work: () => Promise<number>): Promise<void> {
  const rssMb: number[] = [];
  const timer = setInterval(() => rssMb.push(Math.round(process.memoryUsage().rss / 1e6)), 1_000);
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const people = await work();
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(timer);
  const result: SideResult = {
    people,
    seconds: (performance.now() - begun) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    rssMb,
  };
  console.log(JSON.stringify(result));
}
