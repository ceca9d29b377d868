import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ITEM_TYPES, type ItemType } from '../../lib/protocol/item-type.ts';
import type { Json } from '../../lib/protocol/json.ts';
import { cpuTime } from '../scrub/rules/cpu-time.ts';
import { itemContext, NOW, PARSERS } from './item-context.ts';

const RUNS = 150;

/** Keys that some parser reads, so that any value may turn up in any place. */
const KEYS = (
  'sid did seq init timestamp started status errors duration abnormal_mechanism attrs release environment ip_address ' +
  'user_agent aggregates exited errored abnormal unhandled crashed check_in_id monitor_slug monitor_config schedule type ' +
  'value unit checkin_margin max_runtime timezone failure_issue_threshold contexts trace trace_id span_id replay_id ' +
  'segment_id replay_type urls error_ids trace_ids replay_start_timestamp event_id platform version profile samples ' +
  'stacks frames stack_id sampled_profile chunk_id profiler_id feedback message contact_email name email comments url ' +
  'associated_event_id source discarded_events rate_limited_events filtered_events reason category quantity spans ' +
  'start_timestamp transaction user items __proto__ constructor toString'
).split(' ');

const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ...KEYS,
    '1',
    'ok',
    'crontab',
    '* * * * *',
    'c0ffee00c0ffee00c0ffee00c0ffee00',
    '2026-11-18T00:00:00Z',
  ),
  fc.constantFrom(0, 1, -1, NOW, NOW - 1e7, 1e300, 0.5),
  fc.boolean(),
  fc.constant(null),
);
const { json } = fc.letrec<{ json: Json }>(tie => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('json'), { maxKeys: 8 }),
  ),
}));
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  json.map(value => Buffer.from(JSON.stringify(value))),
  fc
    .tuple(json, fc.uint8Array({ maxLength: 40 }))
    .map(([head, rest]) => Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), rest])),
);

/** Deep, wide or long: what a parser must not lose its breath at. */
const HOSTILE: Record<string, string> = {
  'many brackets': '['.repeat(200_000),
  'nested lists': '['.repeat(30_000) + ']'.repeat(30_000),
  'nested objects': `${'{"contexts":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  'a wide list': `[${'0,'.repeat(60_000)}0]`,
  'a long slug': JSON.stringify({ monitor_slug: '- '.repeat(80_000), status: 'ok' }),
  'a long feedback': JSON.stringify({ contexts: { feedback: { message: 'a@'.repeat(80_000) } } }),
  'a long report': JSON.stringify({ comments: ' '.repeat(80_000), discarded_events: Array(20_000).fill({}) }),
};
/** Of CPU, for one of them. */
const MAX_MS = 1_000;

// The keys of a constant.
const types = Object.keys(ITEM_TYPES) as ItemType[];

describe.each(types)('an item of type %s', type => {
  test('has one fate, whatever its bytes are', () => {
    fc.assert(
      fc.property(
        payload,
        fc.dictionary(fc.constantFrom('platform', 'item_count', 'content_type'), json),
        (bytes, header) => {
          const { kept, outcomes } = PARSERS[type](
            { type, header: { type, ...header }, payload: bytes },
            itemContext(),
          );
          if (type === 'client_report') return;
          // Kept or counted; what is counted has one reason, or several for the several entries that it holds.
          expect(kept === undefined).toBe(outcomes.length > 0);
          for (const { quantity, reason } of outcomes) {
            expect(reason).toMatch(/^[\w:.-]+$/);
            expect(quantity).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('does not hold the others up, however hostile it is', () => {
    for (const text of Object.values(HOSTILE)) {
      const ms = cpuTime(() => PARSERS[type]({ type, header: { type }, payload: Buffer.from(text) }, itemContext()));
      expect(ms).toBeLessThan(MAX_MS);
    }
  });
});
