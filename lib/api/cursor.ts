import * as z from 'zod';
import { Refusal } from './refusal.ts';

/** Characters. API Gateway takes 10,240 bytes of request line and headers. */
export const MAX_CURSOR = 8_000;
/** How Sentry's own clients and our `Link` header name the beginning. */
const BEGINNING = /^(\d+:\d+:\d+)?$/;

/** What a list hands out to be read on from, and takes back unseen. */
export const encodeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** `undefined` at the beginning. A cursor comes from outside: it has to fit the schema. */
export const decodeCursor = <S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | undefined => {
  if (cursor === undefined || BEGINNING.test(cursor)) return undefined;
  if (cursor.length > MAX_CURSOR) throw invalid();
  const position = schema.safeParse(parse(cursor));
  if (!position.success) throw invalid();
  return position.data;
};

/** The position of a list that one store reads by itself. */
export const storeCursor = z.object({ cursor: z.string().max(MAX_CURSOR) });

/** The position in a list that is read as a whole; it has no more than so many rows. */
export const offsetCursor = z.object({ offset: z.number().int().min(0).max(100_000) });

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalid();
  }
};

const invalid = (): Refusal => new Refusal(400, 'cursor: Invalid cursor parameter.');
