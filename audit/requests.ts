import { deflateSync, gzipSync } from 'node:zlib';
import type { JsonObject } from '../lib/protocol/json.ts';
import { errorEvent, feedbackEvent, messageEvent, plainMessage, transaction } from './event-payloads.ts';
import { minidumpOf } from './minidump.ts';
import {
  attachments,
  browserReports,
  cspReport,
  type Item,
  networkErrors,
  otlpLogs,
  replay,
  telemetry,
  userReport,
} from './other-payloads.ts';
import type { Pen } from './pen.ts';

/** A request of somebody who does not know what is secret. */
export interface AuditRequest {
  what: string;
  method: string;
  /** Below the product's address, with the query. */
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
  /** A status that it must be answered with: an audit whose requests are refused proves nothing. */
  expected: number | readonly number[];
}

export interface Target {
  /** Of the product. */
  url: string;
  publicKey: string;
  projectId: string;
  dsn: string;
}

const ENVELOPE = 'application/x-sentry-envelope';
const BOUNDARY = 'canary';

const envelopeOf = (header: JsonObject, items: readonly Item[]): Buffer =>
  Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...items.flatMap(({ header: itemHeader, payload }) => {
      const bytes = bytesOf(payload);
      return [Buffer.from(`${JSON.stringify({ ...itemHeader, length: bytes.length })}\n`), bytes, Buffer.from('\n')];
    }),
  ]);

const bytesOf = (payload: Item['payload']): Buffer => {
  if (typeof payload === 'string') return Buffer.from(payload, 'utf8');
  return payload instanceof Uint8Array ? Buffer.from(payload) : Buffer.from(JSON.stringify(payload), 'utf8');
};

const part = (name: string, payload: Item['payload'], fileName?: string): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"`),
    Buffer.from(fileName === undefined ? '\r\n\r\n' : `; filename="${fileName}"\r\n\r\n`),
    bytesOf(payload),
    Buffer.from('\r\n'),
  ]);
const multipart = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);

/** One of every kind of request, with the secrets of one pen in every place. */
export const requestsOf = (pen: Pen, target: Target, newId: () => string): AuditRequest[] => {
  const { publicKey, projectId, dsn } = target;
  const api = `/api/${projectId}`;
  const auth = `sentry_key=${publicKey}`;
  const post = (what: string, path: string, type: string, body: Uint8Array | string, expected = 200): AuditRequest => ({
    what,
    method: 'POST',
    path: `${path}${path.includes('?') ? '&' : '?'}${auth}`,
    headers: { 'content-type': type },
    body,
    expected,
  });
  const envelope = (what: string, items: readonly Item[], eventId = newId()): AuditRequest =>
    post(what, `${api}/envelope/`, ENVELOPE, envelopeOf({ event_id: eventId, dsn }, items));
  const event = (payload: JsonObject): Item => ({ header: { type: 'event' }, payload });
  const id = newId();
  const zipped = envelope('error event, compressed', [event(errorEvent(pen))]);

  return [
    envelope('error event with attachments', [event(errorEvent(pen)), ...attachments(pen)], id),
    {
      ...zipped,
      headers: { ...zipped.headers, 'content-encoding': 'gzip', 'x-forwarded-for': '198.51.100.7' },
      body: gzipSync(zipped.body ?? ''),
    },
    envelope('message', [event(messageEvent(pen))]),
    envelope('user report', [userReport(pen, id)], id),
    envelope('feedback', [{ header: { type: 'feedback' }, payload: feedbackEvent(pen) }]),
    envelope('transaction', [{ header: { type: 'transaction' }, payload: transaction(pen) }]),
    envelope('logs, spans, metrics, sessions', telemetry(pen)),
    envelope('replay', replay(pen)),
    envelope('an item of unknown type', [
      { header: { type: 'novelty', note: pen.text() }, payload: { note: pen.text() } },
    ]),
    envelope('an event that is no JSON', [{ header: { type: 'event' }, payload: `{"message": "${pen.text()}` }]),
    {
      ...post('tunnel', '/tunnel', ENVELOPE, envelopeOf({ event_id: newId(), dsn }, [event(plainMessage(pen))])),
      path: '/tunnel',
    },
    post(
      'event at the store',
      `${api}/store/`,
      'application/json',
      JSON.stringify({ ...messageEvent(pen), event_id: newId() }),
    ),
    post(
      'event at the store, zlib in base64',
      `${api}/store/`,
      'application/octet-stream',
      deflateSync(JSON.stringify({ ...plainMessage(pen), event_id: newId() })).toString('base64'),
    ),
    {
      what: 'event in an address',
      method: 'GET',
      path: `${api}/store/?${auth}&sentry_data=${encodeURIComponent(Buffer.from(JSON.stringify({ ...plainMessage(pen), event_id: newId() })).toString('base64'))}`,
      headers: {},
      expected: 200,
    },
    post('report of a content policy', `${api}/security/`, 'application/csp-report', JSON.stringify(cspReport(pen))),
    post('reports of a browser', `${api}/security/`, 'application/reports+json', JSON.stringify(browserReports(pen))),
    post('network errors', `${api}/nel/`, 'application/reports+json', JSON.stringify(networkErrors(pen))),
    post('logs of OpenTelemetry', `${api}/integration/otlp/v1/logs`, 'application/json', JSON.stringify(otlpLogs(pen))),
    post(
      'crash dump',
      `${api}/minidump/`,
      `multipart/form-data; boundary=${BOUNDARY}`,
      multipart(
        part('upload_file_minidump', minidumpOf(pen), 'crash.dmp'),
        part('sentry', { tags: { note: pen.text() }, extra: { password: pen.keyed() } }),
        part('note', pen.text()),
        part('some_file', pen.text(), 'app.log'),
      ),
    ),
    post(
      'attachments of an event',
      `${api}/events/${id}/attachments/`,
      `multipart/form-data; boundary=${BOUNDARY}`,
      multipart(part('log', `${pen.text()}\npassword=${pen.keyed()}`, 'more.log')),
      201,
    ),
    {
      what: 'crash-report dialog',
      method: 'POST',
      path: `/api/embed/error-page/?dsn=${encodeURIComponent(dsn)}&eventId=${id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `name=${pen.inUrl()}&email=${encodeURIComponent(`u${id.slice(0, 8)}@example.org`)}&comments=${pen.inUrl()}`,
      expected: 200,
    },
    post('check-in by address', `${api}/cron/nightly/?status=ok&note=${pen.inUrl()}`, 'text/plain', '', 202),
    post('an envelope that is none', `${api}/envelope/`, ENVELOPE, `{"note": "${pen.text()}"`, 400),
    post('an address that is none', `/api/${projectId}/nowhere/${pen.inUrl()}/`, ENVELOPE, pen.text(), 404),
    {
      ...envelope('a key that is none', [event(plainMessage(pen))]),
      path: `${api}/envelope/?sentry_key=${pen.inUrl()}`,
      expected: [400, 403],
    },
  ];
};
