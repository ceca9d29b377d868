import { describe, expect, test } from '@jest/globals';
import { receive } from '../../../lib/ingest/receive.ts';
import { EVENT_ID, edge, PROJECT_ID, request } from '../../support/edge.ts';

const post = async (path: string, form: FormData, query?: URLSearchParams) => {
  const made = new Response(form);
  const { deps, messages, blobs } = edge();
  const { response } = await receive(
    deps,
    request({
      path: `/api/${PROJECT_ID}/${path}`,
      body: new Uint8Array(await made.arrayBuffer()),
      headers: { 'content-type': made.headers.get('content-type') ?? '' },
      ...(query && { query }),
    }),
  );
  return { response, messages: await messages(), blobs };
};

const form = (count = 1) => {
  const made = new FormData();
  for (let index = 0; index < count; index++)
    made.append(`f${index}`, new Blob([`line of jane.doe@example.com`], { type: 'text/plain' }), `log-${index}.txt`);
  return made;
};

describe('files that are sent for an event', () => {
  test.each([EVENT_ID, 'C0FFEE00-C0FF-EE00-C0FF-EE00C0FFEE00'])('%s are kept under it, scrubbed', async id => {
    const both = form(2);
    both.append('note', 'a field is a file too');
    const { response, messages, blobs } = await post(`events/${id}/attachments/`, both);
    expect([response.status, response.body]).toEqual([201, '']);
    expect(messages[0]?.items).toMatchObject([
      { type: 'attachment', eventId: EVENT_ID, name: 'log-0.txt', contentType: 'text/plain' },
      { type: 'attachment', eventId: EVENT_ID, name: 'log-1.txt' },
      { type: 'attachment', eventId: EVENT_ID, name: 'note' },
    ]);
    expect(blobs.size).toBe(3);
    expect([...blobs.values()].map(bytes => Buffer.from(bytes).toString()).join()).not.toContain('jane.doe');
  });

  test('are refused for what is no event id, without a key, and when they are too many', async () => {
    const { response, messages } = await post('events/none/attachments/', form());
    expect([response.status, JSON.parse(String(response.body)).detail]).toEqual([400, 'invalid event id']);
    expect(messages).toEqual([]);
    expect((await post(`events/${EVENT_ID}/attachments`, form(), new URLSearchParams())).response.status).toBe(401);
    expect((await post(`events/${EVENT_ID}/attachments/`, form(31))).response.status).toBe(413);
  });
});
