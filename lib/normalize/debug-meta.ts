import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { normalizeDebugId } from './debug-id.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readAddress, readList, readObject, readText, readUnsigned } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

const TEXT_CHARS = 256;
/** Ours: the largest mobile applications load some two thousand images. */
const MAX_IMAGES = 5000;

/** What an image cannot be found without, by its type. `apple` is what old SDKs call `macho`. */
const REQUIRED: Record<string, readonly string[]> = {
  sourcemap: ['code_file', 'debug_id'],
  jvm: ['debug_id'],
  proguard: ['uuid'],
  macho: ['code_file', 'debug_id'],
  elf: ['code_file', 'debug_id'],
  pe: ['code_file', 'debug_id'],
  pe_dotnet: ['code_file', 'debug_id'],
  wasm: ['code_file', 'debug_id'],
  symbolic: ['code_file', 'debug_id'],
};
const TEXTS = ['code_file', 'debug_file', 'debug_checksum', 'arch'] as const;
/** Ours: file systems take no longer paths. */
const PATH_CHARS = 4096;
const ADDRESSES = ['image_addr', 'image_vmaddr'] as const;
const VERSIONS = ['version_major', 'version_minor', 'version_patchlevel'] as const;

/** The loaded files that frames are looked up in. Images of unknown types leave the list. */
export const normalizeDebugMeta = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'debug_meta', notes);
  if (raw === undefined) return undefined;
  const debugMeta: JsonObject = {};
  notes.path.push('debug_meta');
  put(debugMeta, 'sdk_info', readSdkInfo(raw.sdk_info, notes));
  put(debugMeta, 'images', readImages(raw.images, notes));
  notes.path.pop();
  return unlessEmpty(debugMeta);
};

const readSdkInfo = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'sdk_info', notes);
  if (raw === undefined) return undefined;
  const info: JsonObject = {};
  put(info, 'sdk_name', readText(raw.sdk_name, 'sdk_name', TEXT_CHARS, 0, notes));
  for (const key of VERSIONS) put(info, key, readUnsigned(raw[key], key, notes));
  return info;
};

const readImages = (value: Json | undefined, notes: Notes): Json[] | undefined => {
  const list = readList(value, 'images', notes);
  if (list === undefined) return undefined;
  const images: Json[] = [];
  notes.path.push('images', 0);
  for (const raw of list.slice(0, MAX_IMAGES)) {
    notes.path[notes.path.length - 1] = images.length;
    const image = isObject(raw) ? readImage(raw, notes) : undefined;
    if (image !== undefined) images.push(image);
    else if (raw !== null) notes.refuseMember('invalid_data', 'unsupported debug image type', raw);
  }
  notes.path.length -= 2;
  if (list.length > MAX_IMAGES) notes.shortened('images', list.length);
  return images.length > 0 ? images : undefined;
};

const readImage = (raw: JsonObject, notes: Notes): JsonObject | undefined => {
  const type = raw.type === 'apple' ? 'macho' : raw.type;
  if (typeof type !== 'string' || !Object.hasOwn(REQUIRED, type)) return undefined;
  const image: JsonObject = { type };
  for (const key of TEXTS) {
    if (raw[key] !== undefined) put(image, key, readText(raw[key], key, PATH_CHARS, 0, notes));
  }
  readIds(image, raw, type, notes);
  for (const key of ADDRESSES) {
    if (raw[key] !== undefined) put(image, key, readAddress(raw[key], key, notes));
  }
  if (raw.image_size !== undefined) put(image, 'image_size', readUnsigned(raw.image_size, 'image_size', notes));
  for (const key of REQUIRED[type] ?? []) if (image[key] === undefined) notes.missing(key);
  return image;
};

/** The ids, and the names that `code_file` and `debug_id` of native images had; Rust's SDK still writes them. */
const readIds = (image: JsonObject, raw: JsonObject, type: string, notes: Notes): void => {
  if (type === 'proguard') {
    put(image, 'uuid', readId(raw, 'uuid', notes));
    return;
  }
  if (REQUIRED[type]?.includes('code_file') && image.code_file === undefined)
    put(image, 'code_file', readText(raw.name, 'name', PATH_CHARS, 0, notes));
  const id = readId(raw, 'debug_id', notes) ?? readId(raw, 'id', notes);
  put(image, 'debug_id', id ?? (type === 'macho' ? readId(raw, 'uuid', notes) : undefined));
  if (raw.code_id !== undefined) put(image, 'code_id', readCodeId(raw.code_id, notes));
};

const readId = (raw: JsonObject, key: string, notes: Notes): string | undefined => {
  const text = readText(raw[key], key, Infinity, 0, notes);
  const id = text && normalizeDebugId(text);
  if (text && !id) notes.refuse(key, 'invalid debug identifier', text);
  return id || undefined;
};

/** Hexadecimal digits, whatever stands between them. */
const readCodeId = (value: Json, notes: Notes): string | undefined =>
  readText(value, 'code_id', TEXT_CHARS, 0, notes)
    ?.toLowerCase()
    .replace(/[^0-9a-f]/g, '') || undefined;
