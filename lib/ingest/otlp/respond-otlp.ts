import { mediaType } from '../../protocol/media-type.ts';
import { REFUSALS, type Refusal } from '../../protocol/refusal.ts';
import type { IngestRequest, IngestResponse } from '../http.ts';
import { respondEmpty } from '../respond.ts';
import { PROTOBUF } from './read-request.ts';

/** An `Export…ServiceResponse` that says nothing: all was taken. In the encoding of the request, as the protocol asks. */
export const respondExported = (request: IngestRequest): IngestResponse =>
  inEncodingOf(request, 200, { json: '{}', protobuf: '' });

/** A `google.rpc.Status`, which is what exporters read and write to their own log. */
export const refuseExport = (refusal: Refusal, request: IngestRequest): IngestResponse => {
  const [status] = REFUSALS[refusal.reason];
  const message = [refusal.message, ...causesOf(refusal)].join(': ').slice(0, MAX_MESSAGE_UNITS);
  const code = RPC_CODES[status] ?? UNKNOWN;
  return inEncodingOf(request, status, {
    json: JSON.stringify({ code, message }),
    protobuf: encodeStatus(code, message),
  });
};

/** UTF-16 units of a status's message: ours are a sentence or two. */
const MAX_MESSAGE_UNITS = 512;

/** gRPC's codes for the statuses of HTTP that a refusal may have. */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};
const UNKNOWN = 2;

/** What an envelope's sender can do about it, an exporter cannot. */
const causesOf = ({ reason, causes }: Refusal): readonly string[] =>
  reason === 'damaged_body'
    ? ["set the exporter's compression to none, or its protocol to http/protobuf (content type application/x-protobuf)"]
    : causes;

const inEncodingOf = (
  request: IngestRequest,
  status: number,
  body: { json: string; protobuf: string | Uint8Array },
): IngestResponse => {
  const isProtobuf = mediaType(request.headers['content-type']) === PROTOBUF;
  const response = respondEmpty(status);
  return {
    ...response,
    headers: { ...response.headers, 'content-type': isProtobuf ? PROTOBUF : 'application/json' },
    body: isProtobuf ? body.protobuf : body.json,
  };
};

const CODE_TAG = 0x08;
const MESSAGE_TAG = 0x12;

/** Field 1 is the code, below 128; field 2 the message. Two fields are not worth a library at every start of the edge. */
const encodeStatus = (code: number, message: string): Uint8Array => {
  const text = Buffer.from(message, 'utf8');
  return Buffer.concat([Buffer.from([CODE_TAG, code, MESSAGE_TAG, ...varint(text.length)]), text]);
};

const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)]);
