import { describe, expect, test } from '@jest/globals';
import { MAX_FEEDBACK_MESSAGE_CHARS } from '../../lib/normalize/feedback.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS } from '../../lib/ports/key-store.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';
import type { QueuedFeedback } from '../../lib/protocol/queue-message.ts';
import { NEW_ID, NOW, outcomesOf, RECEIVED_AT, take } from './item-context.ts';

const ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const ABOUT = 'ab'.repeat(16);
const JANE = 'jane.doe@example.com';
/** A project that keeps what its users write of themselves. */
const readable = { scrub: { ...DEFAULT_SCRUB_SETTINGS, profile: 'off' as const } };

const event = (feedback: JsonObject, over: JsonObject = {}): JsonObject => ({
  event_id: ID,
  type: 'feedback',
  timestamp: NOW - 1,
  contexts: { feedback: { message: 'It broke', contact_email: JANE, name: 'Jane Doe', ...feedback } },
  ...over,
});
const report = (over: JsonObject = {}): JsonObject => ({
  event_id: ABOUT,
  name: 'Jane Doe',
  email: JANE,
  comments: 'It broke',
  ...over,
});
const keptOf = (type: 'feedback' | 'user_report', payload: JsonObject, over = {}): QueuedFeedback => {
  const { kept, outcomes } = take(type, { payload }, over);
  expect(outcomes).toEqual([]);
  if (kept?.type !== 'feedback') throw new Error('nothing was kept');
  return kept;
};

describe('feedback', () => {
  test('is kept with who wrote it, where, and about what', () => {
    const said = { associated_event_id: ABOUT, replay_id: ID, url: 'https://shop.example/cart', source: 'widget' };
    const from = { environment: 'production', release: 'shop@1' };
    expect(keptOf('feedback', event(said, from), readable)).toEqual({
      type: 'feedback',
      id: ID,
      eventId: ABOUT,
      timestamp: RECEIVED_AT - 1000,
      name: 'Jane Doe',
      email: JANE,
      message: 'It broke',
      url: 'https://shop.example/cart',
      replayId: ID,
      source: 'widget',
      ...from,
    });
  });

  test('of nobody in particular is that of the user whom the SDK knows', () => {
    const kept = keptOf(
      'feedback',
      event({ contact_email: null, name: '' }, { user: { email: JANE, name: 'J.' } }),
      readable,
    );
    expect([kept.email, kept.name]).toEqual([JANE, 'J.']);
  });

  test('tells nobody’s address, and the same pseudonym for the same address everywhere', () => {
    const kept = keptOf('feedback', event({ message: `Write to ${JANE}, my card is 4571 2345 6789 0111` }));
    expect(kept.email).toMatch(/^email-[0-9a-f]{16}$/);
    expect(kept.name).toMatch(/^name-[0-9a-f]{16}$/);
    expect(JSON.stringify(kept)).not.toMatch(/jane|4571/i);
    expect(keptOf('user_report', report()).email).toBe(kept.email);
  });

  test('loses the token that its page’s address holds', () => {
    const { url } = keptOf('feedback', event({ url: 'https://shop.example/cart?access_token=tok_0a1b2c3d' }));
    expect(url).not.toContain('tok_0a1b2c3d');
  });

  test('in a script of many bytes is kept as long as any other', () => {
    const { message } = keptOf('feedback', event({ message: '알'.repeat(MAX_FEEDBACK_MESSAGE_CHARS) }));
    expect(message).toBe('알'.repeat(MAX_FEEDBACK_MESSAGE_CHARS));
    const cut = keptOf('feedback', event({ message: 'x'.repeat(MAX_FEEDBACK_MESSAGE_CHARS + 1) })).message;
    expect([cut.length, cut.slice(-4)]).toEqual([MAX_FEEDBACK_MESSAGE_CHARS, 'x...']);
  });

  test('is filtered like an event', () => {
    const filters = { ...DEFAULT_FILTER_SETTINGS, clientIps: ['203.0.113.0/24'] };
    expect(outcomesOf('feedback', { payload: event({}) }, { filters })).toEqual(['feedback filtered ip-address 1']);
    expect(outcomesOf('user_report', { payload: report() }, { filters })).toEqual(['feedback filtered ip-address 1']);
  });

  test.each<[string, JsonObject | string, string]>([
    ['that says nothing', event({ message: '  ' }), 'payload'],
    ['without its context', { event_id: ID, message: 'It broke' }, 'payload'],
    ['that is no JSON', 'x', 'invalid_json'],
    ['from before 1970', event({}, { timestamp: -5 }), 'timestamp'],
  ])('%s is counted as invalid', (_, payload, reason) => {
    expect(outcomesOf('feedback', { payload })).toEqual([`feedback invalid ${reason} 1`]);
  });
});

describe('a user’s report', () => {
  test('has an id of its own, and is about the event that it names', () => {
    expect(keptOf('user_report', report(), { ...readable, eventId: ID })).toEqual({
      type: 'feedback',
      id: NEW_ID,
      eventId: ABOUT,
      timestamp: RECEIVED_AT,
      name: 'Jane Doe',
      email: JANE,
      message: 'It broke',
      source: 'user_report_envelope',
    });
  });

  test('that names none is about the envelope’s event', () => {
    expect(keptOf('user_report', report({ event_id: null }), { eventId: ID }).eventId).toBe(ID);
  });

  test('may leave out who wrote it', () => {
    const { name, email } = keptOf('user_report', report({ name: null, email: null }));
    expect([name, email]).toEqual(['', '']);
  });

  test('that says nothing is counted as invalid', () => {
    expect(outcomesOf('user_report', { payload: report({ comments: null }) })).toEqual(['feedback invalid payload 1']);
    expect(outcomesOf('user_report', { payload: '[]' })).toEqual(['feedback invalid invalid_json 1']);
  });
});
