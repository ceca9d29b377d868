import { hash } from 'node:crypto';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { invalidParameter } from './sqs-error.ts';

/** As on the wire: exactly one of the two values; `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}
export type MessageAttributes = Record<string, MessageAttribute>;

/** Amazon SQS developer guide, "message attributes". */
const MAX_ATTRIBUTES = 10;
const NAME = /^(?!AWS\.|Amazon\.)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/i;
const MAX_NAME_LENGTH = 256;
const TYPE = /^(String|Number|Binary)(\..+)?$/;
const MAX_TYPE_LENGTH = 256;

const STRING_TRANSPORT = 1;
const BINARY_TRANSPORT = 2;

export const parseMessageAttributes = (input: JsonObject): MessageAttributes => {
  const names = Object.keys(input);
  if (names.length > MAX_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  }
  return Object.fromEntries(names.map(name => [checkedName(name), parseAttribute(name, input[name])]));
};

/** UTF-8 bytes that count against the size of a message. */
export const attributeBytes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length,
    0,
  );

/** `undefined` without attributes: the service sends no digest then. */
export const attributesMd5 = (attributes: MessageAttributes): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap(name => {
    const attribute = attributes[name] as MessageAttribute; // `name` is one of its own keys
    const transport = attribute.BinaryValue === undefined ? STRING_TRANSPORT : BINARY_TRANSPORT;
    return [
      ...withLength(Buffer.from(name)),
      ...withLength(Buffer.from(attribute.DataType)),
      Buffer.of(transport),
      ...withLength(valueBytes(attribute)),
    ];
  });
  return hash('md5', Buffer.concat(parts), 'hex');
};

/** What a receiver asked for: names, `prefix.*`, `All` or `.*`. */
export const selectAttributes = (attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes => {
  if (wanted.includes('All') || wanted.includes('.*')) return attributes;
  const prefixes = wanted.filter(name => name.endsWith('.*')).map(name => name.slice(0, -1));
  const selected = Object.entries(attributes).filter(
    ([name]) => wanted.includes(name) || prefixes.some(prefix => name.startsWith(prefix)),
  );
  return Object.fromEntries(selected);
};

const checkedName = (name: string): string => {
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name))
    throw invalidParameter(`Invalid message attribute name '${name}'.`);
  return name;
};

const parseAttribute = (name: string, value: unknown): MessageAttribute => {
  if (!isObject(value) || typeof value.DataType !== 'string') {
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  }
  const type = TYPE.exec(value.DataType);
  if (!type || value.DataType.length > MAX_TYPE_LENGTH) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const member = type[1] === 'Binary' ? 'BinaryValue' : 'StringValue';
  const content = value[member];
  if (typeof content !== 'string' || content === '') {
    throw invalidParameter(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${value.DataType}'.`,
    );
  }
  if (type[1] === 'Number' && Number.isNaN(Number(content))) {
    throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
  }
  return { DataType: value.DataType, [member]: content };
};

const valueBytes = (attribute: MessageAttribute): Buffer =>
  attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '')
    : Buffer.from(attribute.BinaryValue, 'base64');

const withLength = (bytes: Buffer): Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
};
