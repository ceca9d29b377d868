import type { Mechanism } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { errnoName, machExceptionName, signalCodeName, signalName } from './error-names.ts';
import { fromLegacyMechanism, isLegacyMechanism } from './legacy-mechanism.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBag, readBoolean, readInteger, readObject, readText, readUnsigned } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

const TYPE_CHARS = 128;
const DESCRIPTION_CHARS = 8192;
const DESCRIPTION_ALLOWANCE = 200;
const LINK_CHARS = 256;
const LINK_ALLOWANCE = 40;
const NAME_CHARS = 256;
const DATA = { bytes: 2048, depth: 5 };

/** How the exception came to be reported. Without a type it is `generic`, as SDKs name what they cannot tell. */
export const normalizeMechanism = (
  value: Json | undefined,
  osName: string | undefined,
  notes: Notes,
): Mechanism | undefined => {
  const sent = readObject(value, 'mechanism', notes);
  if (unlessEmpty(sent) === undefined || sent === undefined) return undefined;
  const raw = isLegacyMechanism(sent) ? fromLegacyMechanism(sent) : sent;
  notes.path.push('mechanism');
  const mechanism: Mechanism = { type: readType(raw, notes) };
  put(mechanism, 'handled', readBoolean(raw.handled, 'handled', notes));
  put(mechanism, 'synthetic', readBoolean(raw.synthetic, 'synthetic', notes));
  put(mechanism, 'source', readSource(raw, notes));
  put(mechanism, 'is_exception_group', readBoolean(raw.is_exception_group, 'is_exception_group', notes));
  put(mechanism, 'exception_id', readUnsigned(raw.exception_id, 'exception_id', notes));
  put(mechanism, 'parent_id', readUnsigned(raw.parent_id, 'parent_id', notes));
  put(
    mechanism,
    'description',
    readText(raw.description, 'description', DESCRIPTION_CHARS, DESCRIPTION_ALLOWANCE, notes),
  );
  put(mechanism, 'help_link', readLink(raw.help_link, notes));
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

/** What people are to click on. */
const readLink = (value: Json | undefined, notes: Notes): string | undefined => {
  const link = readText(value, 'help_link', LINK_CHARS, LINK_ALLOWANCE, notes);
  if (!link || /^https?:\/\//.test(link)) return link;
  notes.refuse('help_link', 'invalid url', link);
  return undefined;
};

const readMeta = (value: Json, osName: string | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'meta', notes);
  if (raw === undefined) return undefined;
  const meta: JsonObject = {};
  notes.path.push('meta');
  for (const [key, numbers] of Object.entries(NUMBERS)) put(meta, key, readNumbered(raw[key], key, numbers, notes));
  notes.path.pop();
  nameNumbers(meta, osName);
  return unlessEmpty(meta);
};

/** The errors of an operating system, and the numbers that each has; the codes of Mach have no sign. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, typeof readInteger>>>> = {
  errno: { number: readInteger },
  signal: { number: readInteger, code: readInteger },
  mach_exception: { exception: readInteger, code: readUnsigned, subcode: readUnsigned },
  ns_error: { code: readInteger },
};

const readNumbered = (
  value: Json | undefined,
  key: string,
  numbers: Readonly<Record<string, typeof readInteger>>,
  notes: Notes,
): JsonObject | undefined => {
  const raw = readObject(value, key, notes);
  if (raw === undefined) return undefined;
  const read: JsonObject = {};
  notes.path.push(key);
  for (const [name, readNumber] of Object.entries(numbers)) put(read, name, readNumber(raw[name], name, notes));
  for (const name of ['name', 'code_name', 'domain']) put(read, name, readText(raw[name], name, NAME_CHARS, 0, notes));
  notes.path.pop();
  return unlessEmpty(read);
};

/** The names that the numbers have on the operating system, where the SDK gave none. */
const nameNumbers = ({ errno, signal, mach_exception }: JsonObject, os: string | undefined): void => {
  if (isObject(errno)) putMissing(errno, 'name', errnoName(errno.number, os));
  if (isObject(signal)) {
    putMissing(signal, 'name', signalName(signal.number, os));
    putMissing(signal, 'code_name', signalCodeName(signal.number, signal.code, os));
  }
  if (isObject(mach_exception)) putMissing(mach_exception, 'name', machExceptionName(mach_exception.exception));
};

const putMissing = (target: JsonObject, key: string, value: string | undefined): void => {
  if (target[key] === undefined) put(target, key, value);
};
