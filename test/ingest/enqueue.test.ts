import { expect, test } from '@jest/globals';
import { dequeue } from '../../lib/digest/dequeue.ts';
import { enqueue } from '../../lib/ingest/enqueue.ts';
import { MAX_MESSAGE_BYTES } from '../../lib/ports/ingest-queue.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { edge } from '../support/edge.ts';

const message = (text: string): QueueMessage => ({
  version: 1,
  id: 'a'.repeat(32),
  organization: 'my-team',
  projectId: '1',
  projectSlug: 'web',
  received: Date.UTC(2026, 10, 23),
  items: [],
  outcomes: [{ category: 'error', outcome: 'invalid', reason: text, quantity: 1 }],
});

/** Characters that no compression makes less of. */
const noise = (length: number): string => {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
};

const sentOf = async (text: string) => {
  const { deps, bodies, blobs } = edge();
  await enqueue(deps, message(text), []);
  const [body = ''] = bodies;
  expect(await dequeue(deps.blobs, body)).toEqual(message(text));
  return { body, blobs };
};

test('a small message goes into the queue as it is', async () => {
  expect((await sentOf('카트')).body).toBe(JSON.stringify(message('카트')));
});

test('what is larger than a billing unit of the queue is compressed, counted in bytes', async () => {
  expect((await sentOf('a'.repeat(70_000))).body).toMatch(/^z1:/);
  expect((await sentOf('가'.repeat(25_000))).body).toMatch(/^z1:/);
});

test('a message with characters that the queue forbids reaches the digest whole', async () => {
  for (const text of ['\uFFFE', '\uFFFF', '\u0000', '\uD800', '\u007F'])
    expect((await sentOf(text)).body).toMatch(/^[\t\n\r -\uD7FF\uE000-\uFFFD]*$/);
});

test('what does not fit the queue goes through the blob store', async () => {
  const { body, blobs } = await sentOf(noise(MAX_MESSAGE_BYTES));
  expect(body).toBe(`b1:queue/2026-11-23/1/${'a'.repeat(32)}`);
  expect(blobs.size).toBe(1);
});
