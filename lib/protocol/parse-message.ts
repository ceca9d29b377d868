import { zstdDecompressSync } from 'node:zlib';
import type { DeadLetterReason } from './dead-letter.ts';
import { INLINE_MARK, type QueueMessage } from './queue-message.ts';
import { released } from './released.ts';

/** A message was made from a request of at most 32 MiB; normalization may add a little. */
export const MAX_MESSAGE_JSON_BYTES = 48 * 1024 * 1024;

/** The version that this code writes and reads. */
const VERSION = 1;

/** A message that cannot be read, and why. Its words hold nothing of the message. */
export class UnreadableMessage extends Error {
  readonly reason: DeadLetterReason;

  constructor(reason: DeadLetterReason, why: string) {
    super(why);
    this.name = 'UnreadableMessage';
    this.reason = reason;
  }
}

/**
 * The message in a queue body that holds it whole: JSON, or marked compressed JSON. Throws `UnreadableMessage` for
 * anything that the edge never wrote.
 *
 * @param maxBytes of JSON
 */
export const parseMessage = (body: string, maxBytes = MAX_MESSAGE_JSON_BYTES): QueueMessage => {
  if (body.startsWith('{')) return checkMessage(body);
  if (!body.startsWith(INLINE_MARK)) throw unreadable('the body is of an unknown form');
  return unpackMessage(Buffer.from(body.slice(INLINE_MARK.length), 'base64'), maxBytes);
};

/** The message in compressed bytes, as they lie in the blob store. */
export const unpackMessage = (bytes: Uint8Array, maxBytes = MAX_MESSAGE_JSON_BYTES): QueueMessage =>
  checkMessage(decompress(bytes, maxBytes));

const decompress = (bytes: Uint8Array, maxOutputLength: number): string => {
  try {
    return released(zstdDecompressSync(bytes, { maxOutputLength, info: true })).bytes.toString('utf8');
  } catch {
    // zlib's own words say no more.
    throw unreadable('the body does not decompress');
  }
};

const checkMessage = (json: string): QueueMessage => {
  const parsed = parseJson(json);
  const version = parsed?.version;
  if (typeof version === 'number' && version > VERSION)
    throw new UnreadableMessage(
      'unknown_version',
      `the message is of version ${version}, this digest knows ${VERSION}`,
    );
  if (!parsed || !isMessage(parsed)) throw unreadable('the body is JSON, but no message');
  return parsed;
};

const parseJson = (json: string): Partial<QueueMessage> | undefined => {
  try {
    const parsed: unknown = JSON.parse(json);
    // Every field of it may still be anything.
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    // A SyntaxError quotes what it was given.
    throw unreadable('the body is no JSON');
  }
};

/**
 * Only the edge has the right to write to the queue, so this is no check of what comes from outside: it makes sure that
 * what is broken can be told from the rest, and who it belongs to.
 */
const isMessage = (parsed: Partial<QueueMessage>): parsed is QueueMessage =>
  parsed.version === VERSION &&
  /^[0-9a-f]{32}$/.test(parsed.id ?? '') &&
  /^\d{1,20}$/.test(parsed.projectId ?? '') &&
  typeof parsed.projectSlug === 'string' &&
  typeof parsed.organization === 'string' &&
  Number.isSafeInteger(parsed.received) &&
  Array.isArray(parsed.items) &&
  Array.isArray(parsed.outcomes);

const unreadable = (why: string): UnreadableMessage => new UnreadableMessage('unreadable', why);
