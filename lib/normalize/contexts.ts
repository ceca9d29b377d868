import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { contextFields, readContextFields } from './context-fields.ts';
import { describeSystem } from './describe-system.ts';
import { fits } from './fits.ts';
import { normalizeFlags } from './flags.ts';
import type { Notes } from './notes.ts';
import { readObject } from './read.ts';
import { normalizeResponse } from './response.ts';
import { normalizeTrace } from './trace.ts';
import { trimBag } from './trim-bag.ts';

export type Contexts = Record<string, JsonObject>;

const CONTEXT = { bytes: 8192, depth: 7 };
const FLAGS = { bytes: 131_072, depth: 7 };

/** The server writes this one itself; a client's is never believed. */
const SERVER_OWNED = 'reprocessing';

/**
 * What surrounded the event, by name. Each has a `type`: the one that the SDK says, or its name. Of the types that Sentry
 * knows the fields are what they have to be; fields that it does not know are kept. The payload's own objects.
 */
export const normalizeContexts = (value: Json | undefined, notes: Notes): Contexts => {
  const contexts: Contexts = {};
  const raw = readObject(value, 'contexts', notes);
  if (raw === undefined) return contexts;
  notes.path.push('contexts');
  for (const key of Object.keys(raw)) {
    const context = raw[key];
    if (key === SERVER_OWNED || key === '__proto__') continue;
    if (isObject(context)) contexts[key] = normalizeContext(key, context, notes);
    else if (context !== undefined && context !== null) notes.refuse(key, 'expected an object', context);
  }
  notes.path.pop();
  return contexts;
};

const normalizeContext = (key: string, raw: JsonObject, notes: Notes): JsonObject => {
  const type = typeof raw.type === 'string' && raw.type !== '' ? raw.type : key;
  const context = type === 'flags' ? trimContext(raw, key, type, notes) : raw;
  notes.path.push(key);
  readContextFields(type, context, notes);
  completeContext(type, context, notes);
  notes.path.pop();
  const kept = trimContext(context, key, type, notes);
  kept.type = type;
  return kept;
};

/** What a type of context has beside its plain fields. */
const completeContext = (type: string, context: JsonObject, notes: Notes): void => {
  switch (type) {
    case 'trace':
      normalizeTrace(context, notes);
      break;
    case 'flags':
      normalizeFlags(context, notes);
      break;
    case 'response':
      normalizeResponse(context, notes);
      break;
    case 'os':
    case 'browser':
    case 'runtime':
      describeSystem(type, context);
  }
};

/** Its `type` is not among what is cut: it may have been made here. */
export const trimContext = (context: JsonObject, key: string, type: string, notes: Notes): JsonObject => {
  const limit = type === 'flags' ? FLAGS : CONTEXT;
  if (fits(context, limit.depth, limit.bytes)) return context;
  const { type: own, ...rest } = context;
  const kept = trimBag(rest, key, limit, notes, contextFields(type));
  return own === undefined ? kept : { ...kept, type: own };
};
