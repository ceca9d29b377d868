import { parseEventId } from './event-id.ts';

/** 32 lower-case hex digits, from any spelling of a UUID; `undefined` for none, and for the id of zeros, which means none. */
export const parseTraceId = (value: unknown): string | undefined => unlessZero(parseEventId(value));

/** 16 lower-case hex digits; `undefined` for none, and for the id of zeros, which means none. */
export const parseSpanId = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[0-9a-f]{16}$/i.test(value) ? unlessZero(value.toLowerCase()) : undefined;

const unlessZero = (id: string | undefined): string | undefined =>
  id === undefined || /^0+$/.test(id) ? undefined : id;
