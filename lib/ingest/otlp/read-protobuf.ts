import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { Json, JsonObject } from '../../protocol/json.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { type Field, MESSAGES, type MessageName, type Scalar } from './messages.ts';

/** Levels of messages within messages: those of the protocol itself are six, each list or map in a value takes three. */
export const MAX_DEPTH = 32;
/** Fields of one request. Two bytes make a message, and a message in memory is fifty times as large. */
export const MAX_FIELDS = 1_000_000;

/**
 * A protobuf message as the JSON form of OpenTelemetry's protocol has it. Fields that are unknown, or of another wire type
 * than theirs, are skipped. Throws a `Refusal` for bytes that are none, in time linear in their number.
 */
export const readProtobuf = (bytes: Uint8Array, message: MessageName): JsonObject => {
  try {
    return readMessage({ reader: new BinaryReader(bytes), left: MAX_FIELDS }, message, bytes.length, MAX_DEPTH);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('invalid_protobuf', [], { cause });
  }
};

interface Reading {
  reader: BinaryReader;
  /** Fields that may still come. */
  left: number;
}

const readMessage = (reading: Reading, message: MessageName, end: number, depth: number): JsonObject => {
  if (depth === 0) throw broken(`nested deeper than ${MAX_DEPTH} levels`);
  const { reader } = reading;
  const fields = MESSAGES[message];
  const value: JsonObject = {};
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (reading.left-- === 0) throw new Refusal('too_large', [`more than ${MAX_FIELDS} fields: send smaller batches`]);
    const field = fields[number];
    if (field === undefined || wireTypeOf(field) !== wireType) reader.skip(wireType, number);
    else add(value, field, readField(reading, field, end, depth));
  }
  if (reader.pos !== end) throw broken('a message is longer than its length');
  return value;
};

const readField = (reading: Reading, { kind }: Field, end: number, depth: number): Json => {
  if (isScalar(kind)) return readScalar(reading.reader, kind);
  const length = reading.reader.uint32();
  const inner = reading.reader.pos + length;
  if (inner > end) throw broken('a message is longer than the one around it');
  return readMessage(reading, kind, inner, depth - 1);
};

const add = (value: JsonObject, { name, isList }: Field, member: Json): void => {
  const known = value[name];
  if (!isList) value[name] = member;
  else if (Array.isArray(known)) known.push(member);
  else value[name] = [member];
};

const readScalar = (reader: BinaryReader, kind: Scalar): Json => {
  switch (kind) {
    case 'string':
      return reader.string();
    case 'hex':
      return toBuffer(reader.bytes()).toString('hex');
    case 'base64':
      return toBuffer(reader.bytes()).toString('base64');
    case 'bool':
      return reader.bool();
    case 'enum':
      return reader.int32();
    case 'int64':
      return String(reader.int64());
    case 'double':
      return reader.double();
    case 'fixed64':
      return String(reader.fixed64());
    case 'fixed32':
      return reader.fixed32();
  }
};

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH_DELIMITED = 2;
const FOUR_BYTES = 5;

const WIRE_TYPES: Readonly<Record<Scalar, number>> = {
  string: LENGTH_DELIMITED,
  hex: LENGTH_DELIMITED,
  base64: LENGTH_DELIMITED,
  bool: VARINT,
  enum: VARINT,
  int64: VARINT,
  double: EIGHT_BYTES,
  fixed64: EIGHT_BYTES,
  fixed32: FOUR_BYTES,
};

const isScalar = (kind: Field['kind']): kind is Scalar => Object.hasOwn(WIRE_TYPES, kind);

const wireTypeOf = ({ kind }: Field): number => (isScalar(kind) ? WIRE_TYPES[kind] : LENGTH_DELIMITED);

const broken = (why: string): Refusal => new Refusal('invalid_protobuf', [why]);
