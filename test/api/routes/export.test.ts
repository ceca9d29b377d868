import { describe, expect, test } from '@jest/globals';
import type { ApiResponse } from '../../../lib/api/api-request.ts';
import { MAX_DOWNLOAD_BYTES } from '../../../lib/api/download.ts';
import type { StoredAttachment } from '../../../lib/ports/attachment-store.ts';
import type { StoredFeedback } from '../../../lib/ports/feedback-store.ts';
import { EVENT_ID, event, HOUR, issue, NOW, nextCursor, OTHER_TOKEN, payload, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/export/';
const hex = (number: number): string => number.toString(16).padStart(32, '0');

// biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every shape; a wrong look fails the test.
const linesOf = (answer: ApiResponse): any[] =>
  Buffer.from(answer.body as Uint8Array)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as unknown);

/** Follows `Link` to the end, as the command does. */
const exported = async ({ ask }: Pick<ReturnType<typeof scene>, 'ask'>, path: string) => {
  const [lines, sizes] = [[] as ReturnType<typeof linesOf>, [] as number[]];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const answer: ApiResponse = await ask('GET', `${path}?cursor=${cursor}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/x-ndjson');
    const page = linesOf(answer);
    cursor = nextCursor(answer);
    expect(page.filter(({ type }) => type === 'next')).toEqual(cursor === undefined ? [] : [{ type: 'next', cursor }]);
    lines.push(...page.filter(({ type }) => type !== 'next'));
    sizes.push((answer.body as Uint8Array).length);
  }
  return { lines, sizes };
};

const file = (number: number, eventId: string, issueId?: string): StoredAttachment => ({
  ...{ projectId: '42', eventId, id: hex(number), name: 'app.log', contentType: 'text/plain' },
  ...{ attachmentType: 'event.attachment', size: 3, sha1: '0'.repeat(40), blob: 'x', received: NOW - number },
  ...(issueId && { issueId }),
  expires: NOW + HOUR,
});

const written = (number: number, more: Partial<StoredFeedback> = {}): StoredFeedback => ({
  ...{ id: hex(number), projectId: '42', timestamp: NOW - number, name: 'Jane', email: '', message: 'it broke' },
  ...{ received: NOW, expires: NOW + HOUR },
  ...more,
});

describe('an export', () => {
  test('of an issue is the issue, its events with payload and files, files without an event, and feedback', async () => {
    const town = scene();
    const store = town.attachments as typeof town.attachments & { put(all: StoredAttachment[]): Promise<void> };
    await store.put([file(1, EVENT_ID, '1001'), file(2, EVENT_ID), file(3, hex(99), '1001')]);
    await town.feedback.put([written(4, { issueId: '1001', eventId: EVENT_ID }), written(5)]);
    const { lines } = await exported(town, '/api/0/issues/1001/export/');
    expect(lines.map(({ type }) => type)).toEqual(['issue', 'event', 'attachment', 'feedback']);
    const [first, second, third, fourth] = lines;
    expect(first.issue).toMatchObject({ id: '1001', project: { slug: 'shop' } });
    expect(second).toMatchObject({ issueId: '1001', eventId: EVENT_ID, payload: payload(EVENT_ID) });
    expect(second.attachments.map(({ id }: { id: string }) => id).sort()).toEqual([hex(1), hex(2)]);
    expect(third.attachment).toMatchObject({ id: hex(3), event_id: hex(99) });
    expect(fourth).toMatchObject({ issueId: '1001', feedback: { comments: 'it broke' } });
  });

  test('of a project is all of its issues and the feedback about none, each once, in answers that Lambda can give', async () => {
    const issues = [1, 2, 3].map(number => issue(number, { id: String(42n * 2n ** 32n + BigInt(number)) }));
    const filling = 'x'.repeat(900_000);
    const events = issues.flatMap(({ id }, index) =>
      Array.from({ length: 5 }, (_, count) => {
        const eventId = hex(100 * (index + 1) + count);
        return event(1, eventId, { issueId: id, event: { ...payload(eventId), extra: { filling } } });
      }),
    );
    const town = scene(issues, events);
    await town.feedback.put([written(5)]);
    const { lines, sizes } = await exported(town, PROJECT);
    expect(lines.filter(({ type }) => type === 'issue').map(one => one.issue.id)).toEqual(
      issues.map(({ id }) => id).reverse(),
    );
    const found = lines.filter(({ type }) => type === 'event').map(({ eventId }) => eventId);
    expect(found.sort()).toEqual(events.map(({ eventId }) => eventId).sort());
    expect(lines.at(-1)).toMatchObject({ type: 'feedback' });
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_DOWNLOAD_BYTES);
  });

  test('leaves the payload out that is too large for any answer, and says so', async () => {
    const large = event(1, EVENT_ID, { event: { ...payload(EVENT_ID), extra: { filling: 'x'.repeat(5_000_000) } } });
    const { lines } = await exported(scene([issue(1)], [large]), '/api/0/issues/1001/export/');
    expect(lines[1]).toMatchObject({ type: 'event', eventId: EVENT_ID, payload: null });
  });

  test('of somebody else is not there, and a cursor that was made up is refused', async () => {
    const { ask } = scene();
    for (const path of [PROJECT, '/api/0/issues/1001/export/'])
      expect((await ask('GET', path, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('GET', `${PROJECT}?cursor=nonsense`)).status).toBe(400);
    const forged = Buffer.from('{"below":-1}').toString('base64url');
    expect((await ask('GET', `${PROJECT}?cursor=${forged}`)).status).toBe(400);
  });
});
