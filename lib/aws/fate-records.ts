import { createHash } from 'node:crypto';
import { LOGGED_OUTCOMES, type LoggedFate } from '../protocol/logged-fate.ts';

/**
 * A file of fates: `AFL1`, how many records (4 bytes), the length of the reasons (4 bytes), the reasons as JSON, and the
 * records, sorted by their keys. Numbers are big-endian. A record:
 *
 * | bytes | what |
 * |---|---|
 * | 0–13 | key: how the SHA-256 of the event id begins |
 * | 14–19 | received, milliseconds since 1970 |
 * | 20–21 | scrubbed, milliseconds later |
 * | 22–25 | queued, milliseconds later than received |
 * | 26–29 | digested, milliseconds later than received |
 * | 30–33 | number of the issue, 0 for none |
 * | 34 | place of the outcome in `LOGGED_OUTCOMES` |
 * | 35 | place of the reason |
 *
 * Whatever ids SDKs make up, their hashes are spread evenly: that is what makes a key's place known beforehand.
 */
export const RECORD_BYTES = 36;
const KEY_BYTES = 14;
const AT = { received: 14, scrubbed: 20, queued: 22, digested: 26, issue: 30, outcome: 34, reason: 35 } as const;
const MAGIC = Buffer.from('AFL1');
const HEAD_BYTES = 12;
/** A place is one byte. Reasons are few; from this many on they are told as this one. */
const MAX_REASONS = 255;
const OTHER = 'other';
/** Characters. */
const MAX_REASON = 200;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffff_ffff;

export interface FateFile {
  reasons: string[];
  /** Whole records, in order. */
  records: Buffer;
}

export const keyOfEvent = (eventId: string): Buffer =>
  createHash('sha256').update(Buffer.from(eventId, 'hex')).digest().subarray(0, KEY_BYTES);

export const keyOfRecord = (record: Buffer): Buffer => record.subarray(0, KEY_BYTES);

/** Where in all keys a key lies: 0 to 1. */
export const fractionOf = (key: Buffer): number => key.readUIntBE(0, 6) / 2 ** 48;

export const toFateFile = (fates: readonly LoggedFate[]): FateFile => {
  const reasons = ['', OTHER];
  const records = fates.map(fate => toRecord(fate, placeOf(reasons, fate.reason)));
  return { reasons, records: sortRecords(Buffer.concat(records)) };
};

/** One file with the records of all; those that are the same are in it once. */
export const joinFateFiles = (files: readonly FateFile[]): FateFile => {
  const reasons = ['', OTHER];
  const parts = files.map(file => {
    const places = file.reasons.map(reason => placeOf(reasons, reason));
    const records = Buffer.from(file.records);
    for (let at = 0; at < records.length; at += RECORD_BYTES)
      records[at + AT.reason] = places[records[at + AT.reason] ?? 0] ?? 1;
    return records;
  });
  return { reasons, records: sortRecords(Buffer.concat(parts)) };
};

export const writeFateFile = ({ reasons, records }: FateFile): Buffer => {
  const words = Buffer.from(JSON.stringify(reasons));
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32BE(records.length / RECORD_BYTES, 4);
  head.writeUInt32BE(words.length, 8);
  return Buffer.concat([head, words, records]);
};

/** Of a whole file. Throws for what was not written above. */
export const readFateFile = (bytes: Uint8Array): FateFile => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = startOfRecords(file);
  const end = start + file.readUInt32BE(4) * RECORD_BYTES;
  if (file.length !== end) throw new Error('a file of fates is not as long as it says');
  return { reasons: readReasons(file.subarray(0, start)), records: file.subarray(start, end) };
};

/** Bytes before the first record. */
export const startOfRecords = (file: Buffer): number => {
  if (file.length < HEAD_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('no file of fates');
  return HEAD_BYTES + file.readUInt32BE(8);
};

/** @param head all that stands before the first record */
export const readReasons = (head: Buffer): string[] =>
  // Written above.
  JSON.parse(head.subarray(HEAD_BYTES).toString('utf8')) as string[];

export const readRecord = (record: Buffer, eventId: string, reasons: readonly string[]): LoggedFate => {
  const received = record.readUIntBE(AT.received, 6);
  const scrubbed = record.readUInt16BE(AT.scrubbed);
  const queued = record.readUInt32BE(AT.queued);
  const issueNumber = record.readUInt32BE(AT.issue);
  return {
    eventId,
    received,
    ...(scrubbed < MAX_UINT16 && { scrubbed: received + scrubbed }),
    ...(queued < MAX_UINT32 && { queued: received + queued }),
    digested: received + record.readUInt32BE(AT.digested),
    outcome: LOGGED_OUTCOMES[record[AT.outcome] ?? 0] ?? 'counted_only',
    reason: reasons[record[AT.reason] ?? 1] ?? OTHER,
    ...(issueNumber > 0 && { issueNumber }),
  };
};

/** Of two records of one key the smaller is told. */
export const rankOf = (record: Buffer): number => record[AT.outcome] ?? 0;
export const receivedOf = (record: Buffer): number => record.readUIntBE(AT.received, 6);

const placeOf = (reasons: string[], text: string): number => {
  const reason = text.slice(0, MAX_REASON);
  const known = reasons.indexOf(reason);
  if (known !== -1) return known;
  if (reasons.length === MAX_REASONS) return 1;
  return reasons.push(reason) - 1;
};

const toRecord = (fate: LoggedFate, reason: number): Buffer => {
  const record = Buffer.alloc(RECORD_BYTES);
  const { received } = fate;
  keyOfEvent(fate.eventId).copy(record);
  record.writeUIntBE(received, AT.received, 6);
  record.writeUInt16BE(delay(received, fate.scrubbed, MAX_UINT16), AT.scrubbed);
  record.writeUInt32BE(delay(received, fate.queued, MAX_UINT32), AT.queued);
  record.writeUInt32BE(delay(received, fate.digested, MAX_UINT32), AT.digested);
  record.writeUInt32BE(fate.issueNumber ?? 0, AT.issue);
  record.writeUInt8(LOGGED_OUTCOMES.indexOf(fate.outcome), AT.outcome);
  record.writeUInt8(reason, AT.reason);
  return record;
};

/** The largest number says that nobody knows. A clock that runs behind the edge's makes no time before the receipt. */
const delay = (received: number, at: number | undefined, unknown: number): number =>
  at === undefined ? unknown : Math.min(Math.max(0, Math.round(at - received)), unknown - 1);

/** By key, then by all that follows it; the same records once. */
const sortRecords = (records: Buffer): Buffer => {
  const count = records.length / RECORD_BYTES;
  const firsts = new Float64Array(count);
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place++) {
    firsts[place] = records.readUIntBE(place * RECORD_BYTES, 6);
    places[place] = place;
  }
  const compare = (a: number, b: number): number => Buffer.compare(at(records, a), at(records, b));
  places.sort((a, b) => (firsts[a] ?? 0) - (firsts[b] ?? 0) || compare(a, b));
  const sorted = Buffer.alloc(records.length);
  let end = 0;
  let last: Buffer | undefined;
  for (const place of places) {
    const record = at(records, place);
    if (last?.equals(record)) continue;
    end += record.copy(sorted, end);
    last = record;
  }
  return sorted.subarray(0, end);
};

const at = (records: Buffer, place: number): Buffer =>
  records.subarray(place * RECORD_BYTES, (place + 1) * RECORD_BYTES);
