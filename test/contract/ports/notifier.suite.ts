import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Notification, Notifier } from '../../../lib/ports/notifier.ts';

/** A message as a subscriber of the topic gets it. */
export interface Published {
  subject: string | undefined;
  text: string;
  sms: string;
  attributes: Record<string, string>;
}

export interface OpenNotifier {
  notifier: Notifier;
  published: Published[];
  close(): void;
}

const notification = (more: Partial<Notification> = {}): Notification => ({
  kind: 'new',
  subject: 'WEB-1: TypeError: cart is undefined',
  text: 'New issue in web\n\nTypeError: 장바구니가 비었습니다',
  sms: 'WEB-1 TypeError: cart is undefined',
  attributes: { project: 'web', level: 'error', kind: 'new' },
  issue: {
    id: '1001',
    shortId: 'WEB-1',
    projectSlug: 'web',
    organization: 'acme',
    title: 'TypeError: cart is undefined',
    culprit: 'pay',
    level: 'error',
  },
  eventId: 'a'.repeat(32),
  url: 'https://errors.example.com/issues/1001/',
  ...more,
});

export const describeNotifier = (name: string, open: () => Promise<OpenNotifier>): void => {
  describe(`notifier: ${name}`, () => {
    let opened: OpenNotifier;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('a notification arrives with its subject, its text, its short line and its attributes', async () => {
      const { subject, text, sms, attributes } = notification();
      await opened.notifier.publish(notification());
      expect(opened.published).toEqual([{ subject, text, sms, attributes }]);
    });

    test('a subject that no e-mail can have throws, and nobody is told', async () => {
      await expect(opened.notifier.publish(notification({ subject: 'x'.repeat(101) }))).rejects.toThrow();
      expect(opened.published).toEqual([]);
    });
  });
};
