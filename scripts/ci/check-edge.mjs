import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { apiCaller } from './api-caller.mjs';
import { postToEdge } from './post-to-edge.mjs';
import { waitUntil } from './wait-until.mjs';

const WITHIN_MS = 180_000;
/** A new key is unknown to no function's memory, so its settings hold from its first request on. */
const PATTERN = { rules: { parcel: { type: 'pattern', pattern: 'parcel-[0-9]+', redaction: { method: 'mask' } } } };

/**
 * What the edge, the digest and the API do of the rarer kind: parts that are loaded when they are needed, and rights that
 * an ordinary event does not ask for.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {{ url: string, token: string }} deployment
 */
export async function checkEdge(check, { url, token }) {
  const api = apiCaller(url, token);
  const project = await api('POST', '/api/0/organizations/my-team/projects/', { name: 'Parcels', platform: 'node' });
  const base = `/api/0/projects/my-team/${project.slug}`;
  await api('PUT', `${base}/`, {
    relayPiiConfig: JSON.stringify({ ...PATTERN, applications: { '$string || $message || $error.value': ['parcel'] } }),
  });
  const [key] = await api('GET', `${base}/keys/`);
  const edge = { url, id: project.id, key: key.public };
  const eventId = randomBytes(16).toString('hex');

  await check('a project’s own pattern, which is loaded when it is needed, takes out what it describes', async () => {
    const event = { message: 'lost', extra: { note: 'parcel-12345 is gone' } };
    await postToEdge(edge, 'envelope/', envelope(eventId, event, `card 4111 1111 1111 1111, all else is well`));
    const kept = await waitUntil('the event', WITHIN_MS, () =>
      api('GET', `${base}/events/${eventId}/json/`).catch(() => false),
    );
    assert.equal(kept.extra.note, '************ is gone');
  });
  await check('its attachment is kept in the bucket, scrubbed, and can be fetched', async () => {
    const list = `${base}/events/${eventId}/attachments/`;
    const [attachment] = await waitUntil('the attachment', WITHIN_MS, async () => {
      const found = await api('GET', list);
      return found.length > 0 && found;
    });
    const response = await fetch(`${url}${list}${attachment.id}/?download=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(await response.text(), 'card [creditcard], all else is well');
  });
  await check('spans in protobuf are read, and counted with the reason why they are not kept', async () => {
    const answer = await postToEdge(edge, 'integration/otlp/v1/traces', oneSpan(), 'application/x-protobuf');
    assert.equal(answer.headers.get('content-type'), 'application/x-protobuf');
    await waitUntil('the count', WITHIN_MS, async () => {
      const { rows } = await api('GET', `${base}/ledger/`);
      return rows.some(row => row.category === 'span' && row.reason === 'unsupported_span' && row.quantity === 1);
    });
  });
  await check('a page finds the loader script and the crash-report dialog', async () => {
    const loader = await (await fetch(`${url}/js-sdk-loader/${edge.key}.min.js`)).text();
    assert.ok(loader.includes(edge.key));
    const dsn = encodeURIComponent(key.dsn.public);
    const dialog = await fetch(`${url}/api/embed/error-page/?dsn=${dsn}&eventId=${eventId}`);
    assert.match(dialog.headers.get('content-type'), /javascript/);
  });
  await check('what a user wrote reaches the API', async () => {
    const report = { event_id: eventId, name: 'Kim', email: '', comments: 'nothing arrived' };
    const item = `{"event_id":"${eventId}"}\n{"type":"user_report"}\n${JSON.stringify(report)}\n`;
    await postToEdge(edge, 'envelope/', item);
    await waitUntil('the report', WITHIN_MS, async () =>
      (await api('GET', `${base}/user-feedback/`)).some(({ comments }) => comments === report.comments),
    );
  });
  await check('a deleted project is gone', async () => {
    await api('DELETE', `${base}/`);
    assert.ok((await api('GET', '/api/0/projects/')).every(({ slug }) => slug !== project.slug));
  });
}

function envelope(eventId, event, file) {
  const items = [
    [{ type: 'event' }, JSON.stringify(event)],
    [{ type: 'attachment', filename: 'note.txt', content_type: 'text/plain', length: file.length }, file],
  ];
  return [{ event_id: eventId }, ...items.flat()]
    .map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
    .join('\n');
}

/** `ExportTraceServiceRequest` with one span: resource_spans → scope_spans → spans, by their field numbers. */
function oneSpan() {
  const field = (number, bytes) => Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const nanoseconds = number => {
    const time = Buffer.alloc(9);
    time.writeUInt8((number << 3) | 1);
    time.writeBigUInt64LE(BigInt(Date.now()) * 1_000_000n, 1);
    return time;
  };
  const span = Buffer.concat([
    field(1, randomBytes(16)),
    field(2, randomBytes(8)),
    field(5, Buffer.from('load parcels')),
    nanoseconds(7),
    nanoseconds(8),
  ]);
  return field(1, field(2, field(2, span)));
}
