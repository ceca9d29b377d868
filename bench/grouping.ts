// What grouping an event costs over the parse of its text: the rules that mark its frames, the components, the hashes.
// Run: node scripts/run.mjs bench/grouping.ts
import assert from 'node:assert/strict';
import { applyRules } from '../lib/grouping/apply-rules.ts';
import { GROUPING_CONFIG } from '../lib/grouping/config.ts';
import { DEFAULT_RULES } from '../lib/grouping/default-rules.ts';
import { groupEvent } from '../lib/grouping/group-event.ts';
import type { GroupingRules } from '../lib/grouping/grouping-rules.ts';
import { rulesOf } from '../lib/grouping/rules-of.ts';
import { normalizeEvent } from '../lib/normalize/normalize-event.ts';
import type { SentryEvent } from '../lib/protocol/event.ts';
import type { JsonObject } from '../lib/protocol/json.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { GENERATED_AT, generateEvent, SIZES } from './generate.ts';
import { compare } from './measure.ts';

const EVENTS = 400;
const ISSUES = 50;
/** Rules that people may write; the sizes of a large project's. */
const STACKTRACE_RULES = 100;
const FINGERPRINT_RULES = 50;
const MICROSECONDS = 1_000;

export const benchGrouping = async (): Promise<Figure[]> => {
  const errors = textsOf((seed, issue) => generateEvent({ seed, bytes: SIZES.middle, issue }));
  const messages = textsOf(messageEvent);
  checkGroups(errors);
  checkGroups(messages);
  return [
    await measure('group, error of 20 kB with 30 frames', errors, DEFAULT_RULES),
    await measure('group … with a project’s 100 + 50 rules', errors, projectRules()),
    await measure('group, message with numbers and ids', messages, DEFAULT_RULES),
    await measure('group, small error of 6 kB', smallTexts(), DEFAULT_RULES),
  ];
};

const smallTexts = (): string[] => textsOf((seed, issue) => generateEvent({ seed, bytes: SIZES.small, issue }));

const measure = async (what: string, texts: readonly string[], rules: GroupingRules): Promise<Figure> => {
  const both = await compare(
    () => {
      for (const text of texts) group(parse(text), rules);
    },
    () => {
      for (const text of texts) parse(text);
    },
  );
  const each = (ms: number): number => (ms * MICROSECONDS) / texts.length;
  return {
    what: `${what}, over JSON.parse`,
    value: each(both.candidateMs - both.floorMs),
    unit: 'µs',
    note: `${rounded(both.median - 1)} x; parse takes ${rounded(each(both.floorMs))} µs`,
  };
};

const group = (event: SentryEvent, rules: GroupingRules): string[] =>
  groupEvent(applyRules(event, rules), rules).hashes;

const textsOf = (make: (seed: number, issue: number) => JsonObject): string[] =>
  Array.from({ length: EVENTS }, (_, seed) => JSON.stringify(normalized(make(seed, seed % ISSUES))));

const normalized = (raw: JsonObject): SentryEvent => {
  const made = normalizeEvent(raw, {
    // The generator's.
    eventId: raw.event_id as string,
    receivedAt: GENERATED_AT + 2_000,
    retentionDays: 90,
    scrubIp: false,
    clientHints: {},
  });
  assert.ok('event' in made);
  return made.event;
};

/** What differs from one event of an issue to the next is what grouping has to find and leave out. */
const messageEvent = (seed: number, issue: number): JsonObject => ({
  event_id: seed.toString(16).padStart(32, '0'),
  platform: 'python',
  timestamp: GENERATED_AT / 1_000,
  logentry: {
    formatted:
      `shelf ${'abcdefghij'.repeat(2).slice(issue % 10, (issue % 10) + 5)}${'x'.repeat(Math.floor(issue / 10))}: order ` +
      `${seed} of 2026-11-23T08:${String(seed % 60).padStart(2, '0')}:00Z from 10.0.${seed % 256}.7 took ${seed}.5ms, ` +
      `see https://shop.example/orders/${seed}?id=${seed.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
  },
});

const projectRules = (): GroupingRules =>
  rulesOf({
    groupingConfig: GROUPING_CONFIG,
    groupingEnhancements: lines(
      STACKTRACE_RULES,
      n => `stack.abs_path:**/packages/part-${n}/** stack.function:render* -app -group`,
    ),
    fingerprintingRules: lines(
      FINGERPRINT_RULES,
      n => `error.type:Timeout${n} message:"*pool ${n}*" -> pool-${n}, {{ transaction }}`,
    ),
  });

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

// The texts are events that `normalizeEvent` made.
const parse = (text: string): SentryEvent => JSON.parse(text) as SentryEvent;

/** What is measured does what it should. */
const checkGroups = (texts: readonly string[]): void => {
  const groups = new Set(texts.map(text => group(parse(text), DEFAULT_RULES).join()));
  assert.equal(groups.size, ISSUES);
};

if (import.meta.main) printFigures(await benchGrouping());
