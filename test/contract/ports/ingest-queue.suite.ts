import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type IngestQueue, MAX_MESSAGE_BYTES } from '../../../lib/ports/ingest-queue.ts';

export interface OpenIngestQueue {
  queue: IngestQueue;
  /** Bodies as the digest gets them, at least so many. */
  receive(count: number): Promise<string[]>;
  close(): Promise<void>;
}

export const describeIngestQueue = (name: string, open: () => Promise<OpenIngestQueue>): void => {
  describe(`ingest queue: ${name}`, () => {
    let opened: OpenIngestQueue;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('what was sent is received, to the last character', async () => {
      const bodies = ['{"a":1}', 'line\nbreak\ttab', '한국어 👋 "quoted" \\ <&>'];
      for (const body of bodies) await opened.queue.send(body);
      expect((await opened.receive(3)).toSorted()).toEqual(bodies.toSorted());
    });

    test('a message of the greatest size is taken', async () => {
      const body = 'x'.repeat(MAX_MESSAGE_BYTES);
      await opened.queue.send(body);
      expect((await opened.receive(1))[0]?.length).toBe(MAX_MESSAGE_BYTES);
    });

    test('a message that cannot be taken throws, and says nothing of what was in it', async () => {
      const sent = opened.queue.send(`secret ${'x'.repeat(2 * MAX_MESSAGE_BYTES)}`);
      await expect(sent).rejects.toThrow(/SQS SendMessage was answered 400/);
      await expect(sent).rejects.not.toThrow(/secret/);
    });
  });
};
