import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Wire } from '../../ports/wire.ts';
import type { DynamoDb } from './engine.ts';
import { serializationError } from './errors.ts';

/** The service's protocol: JSON 1.0, the operation in `x-amz-target`. Signatures are not looked at. */
export const dynamoDbWire =
  (db: DynamoDb): Wire =>
  async request => {
    const operation = (request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const { status, body } = callWith(db, operation, request.body);
    const bytes = Buffer.from(JSON.stringify(body), 'utf8');
    return {
      status,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(bytes.length),
        'x-amzn-requestid': randomUUID(),
        'x-amz-crc32': String(crc32(bytes)),
      },
      body: bytes,
    };
  };

const callWith = (db: DynamoDb, operation: string, body: Uint8Array): { status: number; body: unknown } => {
  let input: unknown;
  try {
    input = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8') || '{}');
  } catch {
    // The service answers what is no JSON with an error of its own.
    const error = serializationError('');
    return { status: error.status, body: error.body };
  }
  return db.call(operation, input);
};
