import { isObject, type JsonObject } from '../../protocol/json.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { isSoundMsgpack } from './sound-msgpack.ts';

/** The maps that follow each other in a file of MessagePack: one event, or breadcrumbs. What is no map is left out. */
export const readMsgpack = async (bytes: Uint8Array): Promise<JsonObject[]> => {
  if (!isSoundMsgpack(bytes)) throw new Refusal('invalid_msgpack');
  const { decodeMulti } = await import('@msgpack/msgpack');
  try {
    // Through JSON, so that times, bytes and numbers become what an SDK would have written.
    return [...decodeMulti(plainView(bytes))]
      .filter(isObject)
      .map(map => JSON.parse(JSON.stringify(map, plain)) as JsonObject); // JSON by definition
  } catch {
    // Its message may quote what was sent: no cause.
    throw new Refusal('invalid_msgpack');
  }
};

/** Parts of a `Buffer` are such as well, and write themselves as JSON. */
const plainView = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const plain = (_: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return undefined;
  return typeof value === 'bigint' ? Number(value) : value;
};
