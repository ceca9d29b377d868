import { parseEventId } from '../protocol/event-id.ts';

/** A UUID of any form in the usual one: lower case, with hyphens. */
export const hyphenatedUuid = (value: unknown): string | undefined =>
  parseEventId(value)?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
