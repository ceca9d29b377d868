import { deflateSync, inflateSync } from 'node:zlib';
import { parseEnvelope } from '../../lib/protocol/envelope.ts';
import { recordedRequests } from '../support/corpus.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read deep into events of their own making
type Loose = any;

export const recordingOf = (events: unknown, options: { compressed: boolean } = { compressed: false }): Buffer => {
  const body = Buffer.from(typeof events === 'string' ? events : JSON.stringify(events));
  return Buffer.concat([Buffer.from('{"segment_id":3}\n'), options.compressed ? deflateSync(body) : body]);
};

export const textIn = (payload: Uint8Array): string => {
  const body = Buffer.from(payload).subarray(payload.indexOf(0x0a) + 1);
  return (body[0] === 0x78 ? inflateSync(body) : body).toString('utf8');
};

export const eventsIn = (payload: Uint8Array): Loose => JSON.parse(textIn(payload));

/** Recordings that real SDKs sent. */
export const realRecordings = (): { name: string; payload: Uint8Array }[] =>
  recordedRequests()
    .filter(({ name, body }) => name.includes('replay') && body.includes('"replay_recording"'))
    .flatMap(({ name, body }) =>
      parseEnvelope(body)
        .items.filter(({ type }) => type === 'replay_recording')
        .map(({ payload }) => ({ name, payload })),
    );
