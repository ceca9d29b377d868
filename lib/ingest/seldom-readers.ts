import type { Door } from './doors/door.ts';
import { readLogs } from './otlp/read-logs.ts';
import { readTraces } from './otlp/read-traces.ts';
import { readLogDrain } from './read-log-drain.ts';
import { readNetworkErrors } from './read-network-errors.ts';

/** What the doors of few projects read with, loaded together when one of them is used (docs/adr/0012-split-bundles.md). */
export const SELDOM_READERS = {
  traces: readTraces,
  logs: readLogs,
  logDrain: readLogDrain,
  networkErrors: readNetworkErrors,
} as const satisfies Record<string, Door['read']>;
