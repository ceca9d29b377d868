/**
 * The queue between edge and digest. At least once, in no order.
 * When `send` has returned, the message is durable; when it throws, nothing is known.
 */
export interface IngestQueue {
  /** `body`: text of at most `MAX_MESSAGE_BYTES` (UTF-8), without characters that XML forbids. */
  send(body: string, options?: SendOptions): Promise<void>;
}

export interface SendOptions {
  /** Whose message it is. Where the queue is fair, nobody's messages wait behind all of somebody else's. */
  group?: string;
}

/** Amazon SQS takes a message of 1 MiB, attributes included (1 MiB since 2026); a margin for those. */
export const MAX_MESSAGE_BYTES = 1_048_576 - 4_096;
