import { describe, expect, test } from '@jest/globals';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { parseEnvelope } from '../../../lib/protocol/envelope.ts';
import { eventsOf } from '../../../lib/protocol/queue-message.ts';
import { recordedRequests } from '../../support/corpus.ts';
import { EVENT_ID, edge, envelope, errorEvent, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const DSN = `https://${PUBLIC_KEY}@errors.example/${PROJECT_ID}`;
const withDsn = (dsn: unknown) => envelope({ event_id: EVENT_ID, dsn }, [{ type: 'event' }, errorEvent()]);

const send = async (over: Partial<IngestRequest>) => {
  const { deps, messages } = edge();
  const tunnelled = { path: '/tunnel', query: new URLSearchParams(), body: withDsn(DSN) };
  const { response } = await receive(deps, request({ ...tunnelled, ...over }));
  return { response, events: (await messages()).flatMap(eventsOf) };
};

describe('an envelope that comes through a tunnel', () => {
  test.each(['/tunnel', '/tunnel/', '/my/app//tunnel'])('at %s belongs to the DSN in its header', async path => {
    const { response, events } = await send({ path });
    expect([response.status, response.body]).toEqual([200, JSON.stringify({ id: EVENT_ID })]);
    expect(events.map(({ eventId }) => eventId)).toEqual([EVENT_ID]);
  });

  test("is known by that alone: the application's own headers and query mean nothing", async () => {
    const basic = `Basic ${Buffer.from(`${'b'.repeat(32)}:x`).toString('base64')}`;
    const query = new URLSearchParams({ sentry_key: 'b'.repeat(32) });
    expect((await send({ headers: { authorization: basic }, query })).response.status).toBe(200);
  });

  test.each([
    ['of a DSN of somebody else', withDsn(`https://${'b'.repeat(32)}@o1.ingest.sentry.io/42`), 403],
    ['of a DSN with our key and another project', withDsn(`https://${PUBLIC_KEY}@errors.example/9`), 400],
    ['without a DSN', envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent()]), 401],
    ['with a DSN that is none', withDsn('errors.example'), 401],
    ['that is none', Buffer.from('hello'), 401],
  ])('%s is refused', async (_, body, status) => {
    const { response, events } = await send({ body });
    expect([response.status, events.length]).toEqual([status, 0]);
  });

  const recorded = recordedRequests().filter(
    ({ name, method, url }) => /\/tunnel(-replay)?\//.test(name) && method === 'POST' && !url.includes('/api/'),
  );
  test.each(recorded.map(one => [one.name, one] as const))('%s, as an SDK sent it, is taken', async (_, one) => {
    const text = one.body.toString('latin1');
    const newline = text.indexOf('\n');
    const header = text.slice(0, newline).replace(/"dsn":"[^"]*"/, `"dsn":"${DSN}"`);
    const body = Buffer.from(header + text.slice(newline), 'latin1');
    expect(parseEnvelope(body).header.dsn).toBe(DSN);
    expect((await send({ body })).response.status).toBe(200);
  });
});
