import type { Request } from '../protocol/event.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { readCookies } from './cookies.ts';
import { headerOf, readHeaders } from './headers.ts';
import type { Notes } from './notes.ts';
import { boundPairs, type Pairs, readPairs } from './pairs.ts';
import { put } from './put.ts';
import { parseQuery } from './query-string.ts';
import { readBag, readObject, readText, readUnsigned } from './read.ts';
import { parseBody } from './request-body.ts';
import { trimBag } from './trim-bag.ts';
import { trimText } from './trim-text.ts';
import { unlessEmpty } from './unless-empty.ts';

const URL_CHARS = 256;
const URL_ALLOWANCE = 40;
const FRAGMENT_CHARS = 1024;
const QUERY_BYTES = 1024;
const SHORT_CHARS = 128;
const DATA = { bytes: 8192, depth: 7 };
const ENV = { bytes: 8192, depth: 7 };
const METHOD = /^[A-Z_-]{3,32}$/;

/** The HTTP request that was being served, or the page. Query and fragment have one place each; so have cookies. */
export const normalizeRequest = (value: Json | undefined, notes: Notes): Request | undefined => {
  const raw = readObject(value, 'request', notes);
  if (raw === undefined) return undefined;
  const request: Request = {};
  notes.path.push('request');
  readUrl(raw, request, notes);
  put(request, 'method', readMethod(raw.method, notes));
  readHeadersAndCookies(raw, request, notes);
  readBody(raw, request, notes);
  put(request, 'env', readBag(raw.env, 'env', ENV, notes));
  put(request, 'protocol', readText(raw.protocol, 'protocol', SHORT_CHARS, 0, notes));
  put(request, 'body_size', readUnsigned(raw.body_size, 'body_size', notes));
  put(request, 'api_target', readText(raw.api_target, 'api_target', SHORT_CHARS, 0, notes));
  notes.path.pop();
  return unlessEmpty(request);
};

const readUrl = (raw: JsonObject, request: Request, notes: Notes): void => {
  const text = readText(raw.url, 'url', Infinity, 0, notes)?.replace(/…$/, '...');
  const parts = text ? splitUrl(text) : undefined;
  if (parts !== undefined) request.url = trimText(parts.url, 'url', URL_CHARS, URL_ALLOWANCE, notes);
  put(request, 'query_string', readQuery(raw.query_string, notes) ?? queryOf(parts?.query, notes));
  const fragment = readText(raw.fragment, 'fragment', FRAGMENT_CHARS, 0, notes) || parts?.fragment;
  if (fragment) request.fragment = trimText(fragment, 'fragment', FRAGMENT_CHARS, 0, notes);
};

const splitUrl = (text: string): { url: string; query: string; fragment: string } => {
  const hash = text.indexOf('#');
  const before = hash === -1 ? text : text.slice(0, hash);
  const mark = before.indexOf('?');
  return {
    url: mark === -1 ? before : before.slice(0, mark),
    query: mark === -1 ? '' : before.slice(mark + 1),
    fragment: hash === -1 ? '' : text.slice(hash + 1),
  };
};

const readQuery = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (typeof value === 'string') return queryOf(value, notes);
  return value === undefined || value === null ? undefined : readPairs(value, 'query_string', QUERY_BYTES, notes);
};

const queryOf = (text: string | undefined, notes: Notes): Pairs | undefined =>
  text ? boundPairs(parseQuery(text), 'query_string', QUERY_BYTES, notes) : undefined;

const readMethod = (value: Json | undefined, notes: Notes): string | undefined => {
  const method = readText(value, 'method', Infinity, 0, notes)?.trim().toUpperCase();
  if (method === undefined || METHOD.test(method)) return method;
  notes.refuse('method', 'invalid http method', value ?? null);
  return undefined;
};

/** Cookies leave the headers, where they would be seen by nobody who looks for cookies (the scrubber, say). */
const readHeadersAndCookies = (raw: JsonObject, request: Request, notes: Notes): void => {
  const headers = readHeaders(raw.headers, notes);
  const cookies = readCookies(raw.cookies, notes) ?? readCookies(headerOf(headers, 'Cookie'), notes);
  put(request, 'headers', unlessEmpty(headers?.filter(pair => pair[0] !== 'Cookie')));
  put(request, 'cookies', cookies);
};

const readBody = (raw: JsonObject, request: Request, notes: Notes): void => {
  if (raw.data === undefined || raw.data === null || raw.data === '') return;
  const parsed = typeof raw.data === 'string' ? parseBody(raw.data) : undefined;
  request.data = trimBag(parsed?.data ?? raw.data, 'data', DATA, notes);
  const told = readText(raw.inferred_content_type, 'inferred_content_type', SHORT_CHARS, 0, notes);
  put(request, 'inferred_content_type', told ?? parsed?.contentType ?? declaredType(request));
};

const declaredType = (request: Request): string | undefined =>
  headerOf(request.headers, 'Content-Type')?.split(';', 1)[0]?.trim() || undefined;
