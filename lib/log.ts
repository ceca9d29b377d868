/** One structured line: what happened, and figures. Never text of a payload. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void;

const ORDER = { debug: 0, info: 1, warn: 2, error: 3 } as const;
export type LogLevel = keyof typeof ORDER;

/** JSON lines. Control characters are escaped by JSON, so nothing logged can forge a line. */
export const jsonLog =
  (write: (line: string) => void, minimum: LogLevel, clock: { now(): number }): Log =>
  (level, message, fields) => {
    if (ORDER[level] < ORDER[minimum]) return;
    write(JSON.stringify({ time: new Date(clock.now()).toISOString(), level, message, ...fields }));
  };

/** What an error says to a log: its own words and those of its causes, without the payload that it may hold. */
export const describeError = (error: unknown): { error: string; causes?: string[] } => {
  const chain: string[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < 5; at = at.cause)
    chain.push(`${at.name}: ${at.message}`);
  const [first = String(error), ...causes] = chain;
  return { error: first, ...(causes.length > 0 && { causes }) };
};
