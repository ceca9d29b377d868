import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { describeSystem } from './describe-system.ts';
import { normalizeFlags } from './flags.ts';
import type { Notes } from './notes.ts';
import { readObject } from './read.ts';
import { normalizeTrace } from './trace.ts';
import { trimBag } from './trim-bag.ts';
import { unlessEmpty } from './unless-empty.ts';

export type Contexts = Record<string, JsonObject>;

const CONTEXT = { bytes: 8192, depth: 7 };
const FLAGS = { bytes: 131_072, depth: 7 };

/** The server writes this one itself; a client's is never believed. */
const SERVER_OWNED = 'reprocessing';

/** What surrounded the event, by name. Fields that Sentry does not know are kept. Trimmed in place. */
export const normalizeContexts = (value: Json | undefined, notes: Notes): Contexts => {
  const contexts: Contexts = {};
  const raw = readObject(value, 'contexts', notes);
  if (raw === undefined) return contexts;
  notes.path.push('contexts');
  for (const key of Object.keys(raw)) {
    const context = raw[key];
    if (key === SERVER_OWNED || key === '__proto__') continue;
    if (isObject(context)) addContext(contexts, key, context, notes);
    else if (context !== undefined && context !== null) notes.refuse(key, 'expected an object', context);
  }
  notes.path.pop();
  return contexts;
};

const addContext = (contexts: Contexts, key: string, raw: JsonObject, notes: Notes): void => {
  const type = typeof raw.type === 'string' ? raw.type : key;
  const context =
    type === 'flags' ? readFlags(raw, key, notes) : trimContext(readContext(type, raw, key, notes), key, notes);
  const kept = unlessEmpty(context);
  if (kept !== undefined) contexts[key] = kept;
};

export const trimContext = (context: JsonObject, key: string, notes: Notes): JsonObject =>
  trimBag(context, key, CONTEXT, notes);

const readFlags = (raw: JsonObject, key: string, notes: Notes): JsonObject | undefined =>
  normalizeFlags(trimBag(raw, key, FLAGS, notes), key, notes);

const readContext = (type: string, raw: JsonObject, key: string, notes: Notes): JsonObject => {
  switch (type) {
    case 'trace':
      return normalizeTrace(raw, key, notes);
    case 'os':
    case 'client_os':
      return describeSystem('os', raw);
    case 'browser':
    case 'runtime':
      return describeSystem(type, raw);
    default:
      return raw;
  }
};
