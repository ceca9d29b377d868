import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { payloadBytes } from './payload-bytes.ts';

/**
 * Bytes that an entry of a container counts for, at least one: its text, name and value, and its attributes' names and
 * values. Times, ids and the types of attributes are free of charge; source: the reference server.
 */
export const entryBytes = (entry: Json): number => Math.max(1, isObject(entry) ? sayings(entry) : payloadBytes(entry));

const sayings = ({ body, name, value, attributes }: JsonObject): number =>
  payloadBytes(body) + payloadBytes(name) + payloadBytes(value) + attributesBytes(attributes);

const attributesBytes = (attributes: Json | undefined): number => {
  if (!isObject(attributes)) return payloadBytes(attributes);
  let bytes = 0;
  for (const name in attributes) {
    const attribute = attributes[name];
    bytes += Buffer.byteLength(name) + payloadBytes(isObject(attribute) ? attribute.value : attribute);
  }
  return bytes;
};
