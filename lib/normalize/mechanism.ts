import type { Mechanism } from '../protocol/event.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { errnoName, machExceptionName, signalName } from './error-names.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBag, readBoolean, readInteger, readObject, readText, readUnsigned } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

const TYPE_CHARS = 128;
const DESCRIPTION_CHARS = 8192;
const LINK_CHARS = 256;
const NAME_CHARS = 256;
const DATA = { bytes: 2048, depth: 5 };

/** How the exception came to be reported. Without a type it is `generic`, as SDKs name what they cannot tell. */
export const normalizeMechanism = (
  value: Json | undefined,
  osName: string | undefined,
  notes: Notes,
): Mechanism | undefined => {
  const raw = readObject(value, 'mechanism', notes);
  if (raw === undefined || Object.keys(raw).length === 0) return undefined;
  notes.path.push('mechanism');
  const mechanism: Mechanism = { type: readType(raw, notes) };
  put(mechanism, 'handled', readBoolean(raw.handled, 'handled', notes));
  put(mechanism, 'synthetic', readBoolean(raw.synthetic, 'synthetic', notes));
  put(mechanism, 'source', readSource(raw, notes));
  put(mechanism, 'is_exception_group', readBoolean(raw.is_exception_group, 'is_exception_group', notes));
  put(mechanism, 'exception_id', readUnsigned(raw.exception_id, 'exception_id', notes));
  put(mechanism, 'parent_id', readUnsigned(raw.parent_id, 'parent_id', notes));
  put(mechanism, 'description', readText(raw.description, 'description', DESCRIPTION_CHARS, 0, notes));
  put(mechanism, 'help_link', readText(raw.help_link, 'help_link', LINK_CHARS, 0, notes));
  put(mechanism, 'data', readBag(raw.data, 'data', DATA, notes));
  if (raw.meta !== undefined) put(mechanism, 'meta', readMeta(raw.meta, osName, notes));
  notes.path.pop();
  return mechanism;
};

const readType = (raw: JsonObject, notes: Notes): string => {
  const type = readText(raw.type, 'type', TYPE_CHARS, 0, notes);
  if (type) return type;
  notes.missing('type');
  return 'generic';
};

const readSource = (raw: JsonObject, notes: Notes): string | undefined => {
  const source = readText(raw.source, 'source', TYPE_CHARS, 0, notes);
  if (source === undefined || !/\s/.test(source)) return source;
  notes.refuse('source', 'invalid characters in string', source);
  return undefined;
};

const readMeta = (value: Json, osName: string | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'meta', notes);
  if (raw === undefined) return undefined;
  const meta: JsonObject = {};
  notes.path.push('meta');
  put(
    meta,
    'errno',
    readNumbered(raw, 'errno', ['number'], (n: JsonObject) => errnoName(n.number, osName), notes),
  );
  put(
    meta,
    'signal',
    readNumbered(raw, 'signal', ['number', 'code'], (n: JsonObject) => signalName(n.number, osName), notes),
  );
  put(
    meta,
    'mach_exception',
    readNumbered(
      raw,
      'mach_exception',
      ['exception', 'code', 'subcode'],
      (n: JsonObject) => machExceptionName(n.exception),
      notes,
    ),
  );
  put(
    meta,
    'ns_error',
    readNumbered(raw, 'ns_error', ['code'], () => undefined, notes),
  );
  notes.path.pop();
  return unlessEmpty(meta);
};

/** An error of the operating system: its numbers, its names as sent, and the name that the numbers have there. */
const readNumbered = (
  parent: JsonObject,
  key: string,
  numbers: readonly string[],
  nameOf: (read: JsonObject) => string | undefined,
  notes: Notes,
): JsonObject | undefined => {
  const raw = readObject(parent[key], key, notes);
  if (raw === undefined) return undefined;
  const read: JsonObject = {};
  notes.path.push(key);
  for (const name of numbers) put(read, name, readInteger(raw[name], name, notes));
  for (const name of ['name', 'code_name', 'domain']) put(read, name, readText(raw[name], name, NAME_CHARS, 0, notes));
  notes.path.pop();
  if (read.name === undefined) put(read, 'name', nameOf(read));
  return read;
};
