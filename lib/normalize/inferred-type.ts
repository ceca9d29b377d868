import type { Json } from '../protocol/json.ts';
import { headerOf } from './headers.ts';
import type { Pairs } from './pairs.ts';
import { FORM_TYPE, JSON_TYPE, type ParsedBody } from './request-body.ts';

/**
 * The content type of a body: what its looks told, else what the header says. What is no text any more was told by an
 * earlier reading of it.
 */
export const inferredType = (
  data: Json | undefined,
  parsed: ParsedBody | undefined,
  told: Json | undefined,
  headers: Pairs | undefined,
): string | undefined => {
  if (parsed !== undefined) return parsed.contentType;
  if (data !== undefined && typeof data !== 'string' && (told === JSON_TYPE || told === FORM_TYPE)) return told;
  return headerOf(headers, 'Content-Type')?.split(';', 1)[0] || undefined;
};
