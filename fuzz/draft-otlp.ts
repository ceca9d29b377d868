import type { Json } from '../lib/protocol/json.ts';
import { LOGS_JSON, LOGS_PROTOBUF, TRACES_JSON, TRACES_PROTOBUF } from '../test/ingest/otlp/examples.ts';
import { PROJECT_ID } from '../test/support/edge.ts';
import { type Draft, draft } from './draft.ts';
import { type Maker, oneIn } from './maker.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';

const SIGNALS = {
  traces: { json: TRACES_JSON, protobuf: TRACES_PROTOBUF },
  logs: { json: LOGS_JSON, protobuf: LOGS_PROTOBUF },
} as const;

/** Requests of OpenTelemetry's exporters, after the specification's examples. */
export const draftOtlp = (maker: Maker): Draft => {
  const signal = maker.random.pick(['traces', 'logs'] as const);
  const binary = oneIn(maker, 2);
  return draft(`otlp ${signal}`, {
    path: `/api/${PROJECT_ID}/integration/otlp/v1/${signal}`,
    headers: { 'content-type': binary ? 'application/x-protobuf' : 'application/json' },
    body: binary ? protobuf(maker, SIGNALS[signal].protobuf) : json(maker, SIGNALS[signal].json),
  });
};

const MAX_CHANGES = 5;
const MAX_COPIES = 50;

/** Fields that are repeated may come one request after the other. */
const protobuf = (maker: Maker, example: Uint8Array): Buffer => {
  let body: Buffer = Buffer.concat(Array.from({ length: oneIn(maker, 8) ? MAX_COPIES : 1 }, () => example));
  for (let n = maker.random.below(MAX_CHANGES); n > 0; n--) body = mutateBytes(maker, body, LOGS_PROTOBUF);
  return body;
};

const json = (maker: Maker, example: object): Buffer => {
  // The example is JSON: a copy of it is.
  let value = structuredClone(example) as Json;
  for (let n = maker.random.below(MAX_CHANGES); n > 0; n--) value = mutateJson(maker, value);
  return Buffer.from(JSON.stringify(value));
};
