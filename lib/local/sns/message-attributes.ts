import type { QueryForm } from './query-form.ts';
import { invalidAttribute } from './sns-error.ts';

/** As in a notification: binary values are base64. */
export interface SnsAttribute {
  Type: string;
  Value: string;
}
export type SnsAttributes = Record<string, SnsAttribute>;

/** Amazon SNS, message attributes. */
const NAME = /^(?!AWS\.|Amazon\.)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/i;
const MAX_NAME_LENGTH = 256;
const TYPE = /^(String|Number|Binary)(\..+)?$/;

export const parseAttributes = (form: QueryForm): SnsAttributes =>
  Object.fromEntries(form.list('MessageAttributes', 'entry').map(parseAttribute));

/** UTF-8 bytes that count against the size of a message. */
export const attributeBytes = (attributes: SnsAttributes): number =>
  Object.entries(attributes).reduce((sum, [name, { Type, Value }]) => {
    const value = Buffer.byteLength(Value, Type.startsWith('Binary') ? 'base64' : 'utf8');
    return sum + Buffer.byteLength(name) + Buffer.byteLength(Type) + value;
  }, 0);

const parseAttribute = (entry: QueryForm): [string, SnsAttribute] => {
  const name = entry.text('Name') ?? '';
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    throw invalidAttribute(`The message attribute name '${name}' is invalid.`);
  }
  const Type = entry.text('Value.DataType') ?? '';
  const kind = TYPE.exec(Type)?.[1];
  if (kind === undefined) {
    throw invalidAttribute(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const Value = entry.text(kind === 'Binary' ? 'Value.BinaryValue' : 'Value.StringValue') ?? '';
  if (Value === '') {
    throw invalidAttribute(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${Type}'.`,
    );
  }
  if (kind === 'Number' && Number.isNaN(Number(Value))) {
    throw invalidAttribute(`Could not cast message attribute '${name}' value to number.`);
  }
  return [name, { Type, Value }];
};
