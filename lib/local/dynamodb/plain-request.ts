import type { AttributeValue } from './attribute-value.ts';
import type { RequestTypes } from './request-check.ts';

/**
 * Whether a request, as it was read from JSON, has nothing that checking its types would refuse, drop or convert: no
 * member that is unknown or null, and each of its type. Most requests are such, and checking one that way costs twenty
 * times as much as looking. `false` says nothing: the request is checked then.
 */
export function isPlainRequest(input: object, types: RequestTypes): boolean {
  return lookFor(types)(input);
}

type Look = (value: unknown) => boolean;

/** Types are constants of the operations: each is made into a look once. */
const looks = new WeakMap<object, Look>();

function lookFor(types: object): Look {
  const known = looks.get(types);
  if (known !== undefined) return known;
  const look = structureOf(types);
  looks.set(types, look);
  return look;
}

/** Members by name, each of its own type. */
function structureOf(types: object): Look {
  const members = new Map(Object.entries(types).map(([name, type]) => [name, lookOf(type)]));
  return value => {
    if (!isStructure(value)) return false;
    for (const name in value) if (!members.get(name)?.(value[name])) return false;
    return true;
  };
}

/** A type is described by its name, or by an object with `type` and, for what is in it, `children`. */
function lookOf(type: unknown): Look {
  if (typeof type === 'string') return namedLook(type, undefined);
  if (typeof type !== 'object' || type === null) return never;
  const { type: name, children } = type as { type?: unknown; children?: unknown };
  return typeof name === 'string' ? namedLook(name, children) : never;
}

function namedLook(name: string, children: unknown): Look {
  // `Map<AttributeValue>`: what is in the brackets is for messages.
  const [kind] = name.split('<', 1);
  switch (kind) {
    case 'String':
      return isText;
    case 'Boolean':
      return isBoolean;
    case 'Integer':
    case 'Long':
      return Number.isInteger;
    case 'Blob':
      return isBlob;
    case 'AttrStruct':
      return isAttributeValue;
    case 'List':
      return listOf(lookOf(children));
    case 'Map':
      return mapOf(lookOf(children));
    case 'FieldStruct':
    case 'ValueStruct':
      return typeof children === 'object' && children !== null ? lookFor(children) : never;
    default:
      return never;
  }
}

const never: Look = () => false;
const isText: Look = value => typeof value === 'string';
const isBoolean: Look = value => typeof value === 'boolean';

const BASE64_GROUP = 4;
/** Base64 as it is written, down to the bits that the last character has too many. */
const isBlob: Look = value =>
  typeof value === 'string' &&
  value.length % BASE64_GROUP === 0 &&
  Buffer.from(value, 'base64').toString('base64') === value;

function listOf(look: Look): Look {
  return value => Array.isArray(value) && value.every(look);
}

function mapOf(look: Look): Look {
  return value => {
    if (!isStructure(value)) return false;
    // A name that is no name of an ordinary object goes the long way.
    for (const name in value) if (name === '__proto__' || !look(value[name])) return false;
    return true;
  };
}

const LISTS: Record<'SS' | 'NS' | 'BS', Look> = { SS: listOf(isText), NS: listOf(isText), BS: listOf(isBlob) };

function isAttributeValue(value: unknown): boolean {
  if (!isStructure(value)) return false;
  for (const type in value) if (!isOfType(value[type], type as keyof AttributeValue)) return false; // or of no type
  return true;
}

function isOfType(value: unknown, type: keyof AttributeValue): boolean {
  switch (type) {
    case 'S':
    case 'N':
      return typeof value === 'string';
    case 'BOOL':
    case 'NULL':
      return typeof value === 'boolean';
    case 'B':
      return isBlob(value);
    case 'SS':
    case 'NS':
    case 'BS':
      return LISTS[type](value);
    case 'L':
      return isListOfValues(value);
    case 'M':
      return isMapOfValues(value);
    default:
      return false;
  }
}

const isListOfValues = listOf(isAttributeValue);
const isMapOfValues = mapOf(isAttributeValue);

function isStructure(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
