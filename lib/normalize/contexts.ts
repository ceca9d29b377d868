import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { describeSystem } from './describe-system.ts';
import { normalizeFlags } from './flags.ts';
import type { Notes } from './notes.ts';
import { readObject } from './read.ts';
import { normalizeTrace } from './trace.ts';
import { trimBag } from './trim-bag.ts';

export type Contexts = Record<string, JsonObject>;

const CONTEXT = { bytes: 8192, depth: 7 };
const FLAGS = { bytes: 131_072, depth: 7 };
/** Ours: SDKs send about ten. */
export const MAX_CONTEXTS = 100;

/** The server writes this one itself; a client's is never believed. */
const SERVER_OWNED = 'reprocessing';

/** What surrounded the event, by name. Fields that Sentry does not know are kept. Trimmed in place. */
export const normalizeContexts = (value: Json | undefined, notes: Notes): Contexts => {
  const contexts: Contexts = {};
  const raw = readObject(value, 'contexts', notes);
  if (raw === undefined) return contexts;
  const keys = Object.keys(raw);
  notes.path.push('contexts');
  for (const key of keys.slice(0, MAX_CONTEXTS)) {
    const context = raw[key];
    if (key === SERVER_OWNED || key === '__proto__') continue;
    if (isObject(context)) addContext(contexts, key, context, notes);
    else if (context !== undefined && context !== null) notes.refuse(key, 'expected an object', context);
  }
  if (keys.length > MAX_CONTEXTS) notes.shortened(undefined, keys.length);
  notes.path.pop();
  return contexts;
};

const addContext = (contexts: Contexts, key: string, raw: JsonObject, notes: Notes): void => {
  const type = typeof raw.type === 'string' ? raw.type : key;
  const context = normalizeContext(type, raw, key, notes);
  if (context !== undefined) contexts[key] = context;
};

const normalizeContext = (type: string, raw: JsonObject, key: string, notes: Notes): JsonObject | undefined => {
  if (type === 'flags') return normalizeFlags(trimBag(raw, key, FLAGS, notes), key, notes);
  const context = trimBag(raw, key, CONTEXT, notes);
  switch (type) {
    case 'trace':
      return normalizeTrace(context, key, notes);
    case 'os':
    case 'client_os':
    case 'browser':
    case 'runtime':
      return describeSystem(type === 'client_os' ? 'os' : type, context);
    default:
      return Object.keys(context).length > 0 ? context : undefined;
  }
};
