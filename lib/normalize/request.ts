import type { Request } from '../protocol/event.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';
import { readCookies } from './cookies.ts';
import { headerOf, readHeaders } from './headers.ts';
import { inferredType } from './inferred-type.ts';
import type { Notes } from './notes.ts';
import { boundPairs, type Pairs, pairsOf } from './pairs.ts';
import { put } from './put.ts';
import { parseQuery } from './query-string.ts';
import { readBag, readObject, readText, readUnsigned } from './read.ts';
import { parseBody } from './request-body.ts';
import { splitUrl } from './request-url.ts';
import { trimBag } from './trim-bag.ts';
import { trimText } from './trim-text.ts';
import { unlessEmpty } from './unless-empty.ts';

const URL_CHARS = 256;
const URL_ALLOWANCE = 40;
const FRAGMENT_CHARS = 1024;
const FRAGMENT_ALLOWANCE = 100;
/** Ours: browsers take no longer ones; of a longer text the rest is not looked at. */
const MAX_URL_UNITS = 65_536;
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
  const parts = text ? splitUrl(text.slice(0, MAX_URL_UNITS)) : undefined;
  if (parts?.url) request.url = trimText(parts.url, 'url', URL_CHARS, URL_ALLOWANCE, notes);
  put(request, 'query_string', readQuery(raw.query_string ?? parts?.query, notes));
  const fragment = readText(raw.fragment, 'fragment', FRAGMENT_CHARS, FRAGMENT_ALLOWANCE, notes) ?? parts?.fragment;
  if (fragment) request.fragment = trimText(fragment, 'fragment', FRAGMENT_CHARS, FRAGMENT_ALLOWANCE, notes);
};

const readQuery = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  const pairs = typeof value === 'string' ? parseQuery(value) : pairsOf(value, 'query_string', queryText, notes);
  return boundPairs(pairs, 'query_string', QUERY_BYTES, notes);
};

/** Parsers of queries make lists and objects of them. */
const queryText = (value: Json): string | undefined => (typeof value === 'string' ? value : boundedJson(value));

const readMethod = (value: Json | undefined, notes: Notes): string | undefined => {
  const method = readText(value, 'method', Infinity, 0, notes)?.toUpperCase();
  if (method === undefined || METHOD.test(method)) return method;
  notes.refuse('method', 'invalid http method', value ?? null);
  return undefined;
};

/** Cookies leave the headers, where they would be seen by nobody who looks for cookies (the scrubber, say). */
const readHeadersAndCookies = (raw: JsonObject, request: Request, notes: Notes): void => {
  const headers = readHeaders(raw.headers, notes);
  const header = headerOf(headers, 'Cookie');
  put(request, 'headers', header === undefined ? headers : unlessEmpty(headers?.filter(pair => pair[0] !== 'Cookie')));
  put(request, 'cookies', readCookies(raw.cookies ?? header, notes));
};

const readBody = (raw: JsonObject, request: Request, notes: Notes): void => {
  const data = raw.data === null || raw.data === '' ? undefined : raw.data;
  const parsed = typeof data === 'string' ? parseBody(data) : undefined;
  if (data !== undefined) request.data = trimBag(parsed?.data ?? data, 'data', DATA, notes);
  put(request, 'inferred_content_type', inferredType(data, parsed, raw.inferred_content_type, request.headers));
};
