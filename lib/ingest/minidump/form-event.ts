import { setOwn } from '../../normalize/set-own.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import type { FormField } from '../../protocol/multipart.ts';
import { Refusal } from '../../protocol/refusal.ts';

/** Names in each other: `sentry[contexts][app][name]` has three. */
const MAX_DEPTH = 20;
const CHUNK = /^sentry__(\d{1,4})$/;
const NESTED = /^sentry((?:\[[^\][]{1,200}\])+)$/;

/**
 * What the text fields of a crash report say about it: `sentry` is JSON, `sentry__1`, `sentry__2` … are pieces of JSON
 * (old clients send short values only), `sentry[release]` is one field; everything else goes to `extra`.
 */
export const readFormEvent = (fields: readonly FormField[]): JsonObject => {
  const event: JsonObject = wholeOf(fields);
  for (const { name, value } of fields) {
    if (name === 'sentry' || CHUNK.test(name)) continue;
    const path = NESTED.exec(name)?.[1]?.slice(1, -1).split('][') ?? ['extra', name];
    if (path.length <= MAX_DEPTH) putAt(event, path, value);
  }
  return event;
};

const wholeOf = (fields: readonly FormField[]): JsonObject => {
  const whole = fields.find(({ name }) => name === 'sentry')?.value;
  const chunks = fields
    .flatMap(({ name, value }) => ({ number: CHUNK.exec(name)?.[1], value }))
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => Number(a.number) - Number(b.number))
    .map(({ value }) => value);
  return { ...parseObject(chunks.join('')), ...parseObject(whole ?? '') };
};

const parseObject = (text: string): JsonObject => {
  if (text.trim() === '') return {};
  const value = parse(text);
  if (!isObject(value)) throw new Refusal('invalid_json', ['form field sentry']);
  return value;
};

/** The parser's own error quotes what it read, and a cause ends in the log: it is not handed on. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What is no object on the way gives place to one. */
const putAt = (event: JsonObject, path: readonly string[], value: Json): void => {
  let at = event;
  for (const key of path.slice(0, -1)) {
    const found: unknown = Object.hasOwn(at, key) ? at[key] : undefined;
    const next: JsonObject = isObject(found) ? found : {};
    if (next !== found) setOwn(at, key, next);
    at = next;
  }
  setOwn(at, path.at(-1) ?? '', value);
};
