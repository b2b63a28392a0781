import { createLog } from './adapters/pino/log.ts';
import { readConfig } from './config/read.ts';
import type { Config } from './config/settings.ts';
import { startHeadcount } from './headcount.ts';
import { AppError } from './kernel/errors.ts';
import type { Log } from './ports/log.ts';

/** Why it could not start, in one line that says what to do; null for what is a bug. */
function reasonOf(error: unknown, { host, port }: Config): string | null {
  if (error instanceof AppError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return `The port ${port} of ${host} is taken. Stop what uses it, or set PORT to a free one.`;
  }
  if (code === 'EACCES') {
    return `The port ${port} of ${host} may not be used by this user. Set PORT to one above 1023.`;
  }
  return null;
}

/** Ends the process with status 1 and lets what was logged get out first. */
function giveUp(): void {
  process.exitCode = 1;
  setTimeout(() => process.exit(), 1_000).unref();
}

async function run(config: Config, log: Log): Promise<void> {
  const headcount = await startHeadcount(config, log);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    headcount.stop().then(
      () => log.info({}, 'stopped'),
      (err: unknown) => {
        log.error({ err }, 'stopping failed');
        giveUp();
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  log.info(
    { host: config.host, port: headcount.port, roles: [...config.roles], dataDir: config.dataDir },
    'ready',
  );
}

const read = readConfig(process.env);
if ('faults' in read) {
  const log = createLog('info');
  for (const { name, message } of read.faults) log.error({ setting: name }, `${name} ${message}.`);
  giveUp();
} else {
  const log = createLog(read.config.logLevel);
  // A bug that nobody caught may have left something half done in memory: what is on disk is whole, so start afresh.
  process.once('uncaughtException', (err) => {
    log.error({ err }, 'a bug was met; the process ends');
    process.exit(1);
  });
  await run(read.config, log).catch((err: unknown) => {
    const reason = reasonOf(err, read.config);
    if (reason === null) log.error({ err }, 'the start failed');
    else log.error({}, reason);
    giveUp();
  });
}
