import type { Usage } from '../protocol/cost.ts';

const KIB = 1_024;
/** What one request of a bill is. */
const GATEWAY_REQUEST_BYTES = 512 * KIB;
const QUEUE_REQUEST_BYTES = 64 * KIB;
/** Messages that Lambda's pollers take and delete at a time, at volume. */
const POLLED_TOGETHER = 10;

/** Of the functions, as serverless.yml has it. */
export const EDGE_GB = 0.5;
export const DIGEST_GB = 1;

/** Milliseconds that the edge function is billed for: mostly the call to the queue. `npm run bench` measures its part (docs/budget.md). */
const EDGE_MS = 8;
const EDGE_MS_PER_KB = 0.11;
/** START, END and REPORT of an invocation, with what CloudWatch adds to each line; the edge's are switched off. */
export const INVOCATION_LOG_BYTES = 410;
/** An answer to an SDK with its headers. */
const ANSWER_BYTES = 700;
const DAYS_A_MONTH = 365 / 12;

export interface MessageSize {
  /** Of the queue message's body. */
  bytes: number;
  /** It lies in the bucket, and the queue has its name only. */
  inBucket: boolean;
  /** Of the files that came with it. */
  files: readonly number[];
  retentionDays: number;
}

/** What one request cost on its way through gateway, edge and queue, judged by the message that it became. */
export const messageUsage = ({ bytes, inBucket, files, retentionDays }: MessageSize): Partial<Usage> => {
  const fileBytes = files.reduce((sum, size) => sum + size, 0);
  const queued = inBucket ? 1 : bytes / QUEUE_REQUEST_BYTES;
  return {
    gatewayRequests: Math.max(1, Math.ceil((bytes + fileBytes) / GATEWAY_REQUEST_BYTES)),
    functionRequests: 1,
    functionGbMs: EDGE_GB * (EDGE_MS + (EDGE_MS_PER_KB * (bytes + fileBytes)) / 1_000),
    queueRequests:
      Math.max(1, Math.ceil(queued)) + (Math.max(1, Math.ceil(queued * POLLED_TOGETHER)) + 1) / POLLED_TOGETHER,
    bucketPuts: files.length + (inBucket ? 1 : 0),
    outBytes: ANSWER_BYTES,
    bucketByteMonths: fileBytes * monthsOf(retentionDays),
  };
};

export const monthsOf = (days: number): number => days / DAYS_A_MONTH;
