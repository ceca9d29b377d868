import { parseJson } from '../../items/parse-json.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { mediaType } from '../../protocol/media-type.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { checkBatchSize } from '../check-batch-size.ts';
import type { DoorCall } from '../doors/door.ts';
import type { MessageName } from './messages.ts';

export const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

/** An exporter's request in the JSON form of OpenTelemetry's protocol, whichever of its two encodings it came in. */
export const readRequest = async (
  { request, body }: Pick<DoorCall, 'request' | 'body'>,
  message: MessageName,
): Promise<JsonObject> => {
  const type = mediaType(request.headers['content-type']);
  if (type !== JSON_TYPE && type !== PROTOBUF)
    throw new Refusal('unsupported_content_type', [`${JSON_TYPE} or ${PROTOBUF}`]);
  checkBatchSize(body);
  return type === JSON_TYPE ? readJson(body) : readBinary(body, message);
};

const readJson = (body: Uint8Array): JsonObject => {
  const value = parseJson(body);
  if (!isObject(value)) throw new Refusal('invalid_json', ['expected an object']);
  return value;
};

// SDKs never send protobuf: the reader is loaded by the first request that needs it, not by each start of the edge.
const readBinary = async (body: Uint8Array, message: MessageName): Promise<JsonObject> => {
  const { readProtobuf } = await import('./read-protobuf.ts');
  return readProtobuf(body, message);
};
