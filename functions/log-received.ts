import type { Received } from '../lib/ingest/receive.ts';
import { describeError, type Log } from '../lib/log.ts';

/** One line a request: who, how much, or why not; at `info` only what somebody may have to act on. */
export const logReceived = (log: Log, { response, projectId, kept, refused }: Received): void => {
  if (refused) {
    const level = response.status >= 500 ? 'error' : 'info';
    log(level, 'refused', { status: response.status, reason: refused.reason, ...describeError(refused) });
  } else log('debug', 'received', { status: response.status, project: projectId, kept });
};
