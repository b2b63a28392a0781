import type { ILogger } from '@microsoft/teams.common';
import type { Log } from '../api/ports/log.ts';

/** Longer texts come from outside, and tell nothing more. */
const TEXT_MAX = 300;

const textOf = (said: readonly unknown[]): string =>
  said
    .filter((part) => typeof part === 'string' || part instanceof Error)
    .map((part) => (part instanceof Error ? part.message : part))
    .join(' ')
    .slice(0, TEXT_MAX);

/** What the SDK says, in our log. Its objects are left out: they hold activities, with names and words of people. */
export function sdkLog(log: Log): ILogger {
  const tell = (...said: unknown[]): void => log.debug({ sdk: textOf(said) }, 'the Teams SDK says');
  const quiet = (): void => undefined;
  const logger: ILogger = {
    debug: quiet,
    info: quiet,
    trace: quiet,
    warn: tell,
    error: tell,
    log: (_level, ...said: unknown[]) => tell(...said),
    child: () => logger,
  };
  return logger;
}
