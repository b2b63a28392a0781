/** Facts of a log line: ids and figures, never names, addresses, tokens or bodies. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Structured lines. `err` in the facts is written with its stack. */
export interface Log {
  debug(facts: LogFacts, message: string): void;
  info(facts: LogFacts, message: string): void;
  warn(facts: LogFacts, message: string): void;
  error(facts: LogFacts, message: string): void;
}
