import type { JsonObject } from '../protocol/json.ts';
import { readCookies } from './cookies.ts';
import { headerOf, readHeaders } from './headers.ts';
import { inferredType } from './inferred-type.ts';
import type { Notes } from './notes.ts';
import type { Pairs } from './pairs.ts';
import { put } from './put.ts';
import { parseJsonBody } from './request-body.ts';

/** The response to a request that the application made: its headers, cookies and body are those of a request. */
export const normalizeResponse = (context: JsonObject, notes: Notes): void => {
  const headers = readHeaders(context.headers, notes);
  const cookies =
    context.cookies === undefined || context.cookies === null
      ? readCookies(headerOf(headers, 'Set-Cookie')?.split(';', 1)[0], notes)
      : readCookies(context.cookies, notes);
  delete context.headers;
  delete context.cookies;
  put(context, 'headers', headers);
  put(context, 'cookies', cookies);
  readData(context, headers);
};

const readData = (context: JsonObject, headers: Pairs | undefined): void => {
  const { data, inferred_content_type: told } = context;
  const parsed = typeof data === 'string' ? parseJsonBody(data) : undefined;
  if (parsed !== undefined) context.data = parsed.data;
  delete context.inferred_content_type;
  put(context, 'inferred_content_type', inferredType(data ?? undefined, parsed, told, headers));
};
