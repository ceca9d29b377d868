import type { DigestEvent } from '../../lib/digest/digest-event.ts';
import { NOW } from './digester.ts';

/** An event in the digest of which a test says only what it is about. */
export const digestEvent = (number: number, over: Partial<DigestEvent> = {}): DigestEvent => {
  const eventId = number.toString(16).padStart(32, '0');
  const at = over.received ?? NOW;
  return {
    eventId,
    second: Math.floor(at / 1_000),
    messageId: (1_000_000 + number).toString(16).padStart(32, '0'),
    recordId: `record-${number}`,
    timestamp: at,
    received: at,
    category: 'error',
    event: {
      event_id: eventId,
      type: 'error',
      timestamp: at / 1_000,
      received: at / 1_000,
      level: 'error',
      platform: 'node',
    },
    hashes: ['hash-1'],
    face: {
      title: 'TypeError: x',
      culprit: 'pay',
      level: 'error',
      metadata: { type: 'TypeError' },
      type: 'error',
      platform: 'node',
    },
    tags: [],
    ...over,
  };
};
