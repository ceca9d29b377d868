import type { Clock } from '../../ports/clock.ts';
import type { ExportLine } from '../contract/export.ts';
import { encodeCursor } from '../cursor.ts';
import { MAX_DOWNLOAD_BYTES } from '../download.ts';
import type { Line } from './lines-of-issue.ts';

/** Bytes that are left for the line that says where to read on. */
const NEXT_BYTES = 16_384;
const MAX_BYTES = MAX_DOWNLOAD_BYTES - NEXT_BYTES;
const MAX_LINES = 2_000;
/** The API has 20 s for an answer; one more page of a list takes some at most. */
const MAX_MS = 8_000;

export interface Collected {
  /** JSON lines, each with its line break. */
  text: string;
  /** Where to read on; `undefined` at the end. */
  cursor: string | undefined;
}

/** Whole lines, as many as one answer carries; none at all where there was much to be passed over. */
export const collectLines = async <P>(clock: Clock, lines: AsyncGenerator<Line<P>>): Promise<Collected> => {
  const until = clock.now() + MAX_MS;
  const taken: string[] = [];
  let [bytes, behind] = [0, undefined as P | undefined];
  for await (const { line, next } of lines) {
    const text = line === undefined ? '' : fitting(line);
    bytes += Buffer.byteLength(text);
    if (behind !== undefined && (bytes > MAX_BYTES || taken.length >= MAX_LINES || clock.now() > until)) {
      const cursor = encodeCursor(behind);
      return { text: taken.join('') + format({ type: 'next', cursor }), cursor };
    }
    if (text !== '') taken.push(text);
    behind = next;
  }
  return { text: taken.join(''), cursor: undefined };
};

/** What is too large even alone loses its payload. */
const fitting = (line: ExportLine): string => {
  const text = format(line);
  return Buffer.byteLength(text) > MAX_BYTES && line.type === 'event' ? format({ ...line, payload: null }) : text;
};

const format = (line: ExportLine): string => `${JSON.stringify(line)}\n`;
