import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
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
const TEXTS = ['code_id', 'code_file', 'debug_id', 'debug_file', 'debug_checksum', 'arch', 'uuid', 'name'] as const;
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
    if (raw[key] !== undefined) put(image, key, readText(raw[key], key, TEXT_CHARS, 0, notes));
  }
  for (const key of ADDRESSES) {
    if (raw[key] !== undefined) put(image, key, readAddress(raw[key], key, notes));
  }
  if (raw.image_size !== undefined) put(image, 'image_size', readUnsigned(raw.image_size, 'image_size', notes));
  if (REQUIRED[type]?.includes('code_file')) readLegacyNames(image, raw, notes);
  // Old Apple images carry their debug ID as `uuid`.
  if (type === 'macho' && image.debug_id === undefined && image.uuid !== undefined) image.debug_id = image.uuid;
  for (const key of REQUIRED[type] ?? []) if (image[key] === undefined) notes.missing(key);
  return image;
};

/** The names that `code_file` and `debug_id` of native images had; Rust's SDK still writes them. */
const readLegacyNames = (image: JsonObject, raw: JsonObject, notes: Notes): void => {
  if (image.code_file === undefined && typeof image.name === 'string') {
    image.code_file = image.name;
    delete image.name;
  }
  if (image.debug_id === undefined && raw.id !== undefined)
    put(image, 'debug_id', readText(raw.id, 'id', TEXT_CHARS, 0, notes));
};
