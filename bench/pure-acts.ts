// What each pure act adds to the parse of the same event's text: normalize, scrub, group.
// Run: node scripts/run.mjs bench/pure-acts.ts
import assert from 'node:assert/strict';
import { applyRules } from '../lib/grouping/apply-rules.ts';
import { DEFAULT_RULES } from '../lib/grouping/default-rules.ts';
import { groupEvent } from '../lib/grouping/group-event.ts';
import { normalizeEvent } from '../lib/normalize/normalize-event.ts';
import type { ScrubSettings } from '../lib/ports/key-store.ts';
import type { SentryEvent } from '../lib/protocol/event.ts';
import type { JsonObject } from '../lib/protocol/json.ts';
import { scrubEvent } from '../lib/scrub/scrub-event.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { GENERATED_AT, generateEvent, SIZES } from './generate.ts';
import { compare } from './measure.ts';
import { NEW_PROJECT_SCRUB } from './new-project-scrub.ts';
import { PLANTED_SECRETS } from './planted-secrets.ts';

const SCRUB_TARGET = { atMost: 1.5 };
const ISSUES = 50;
const EVENTS = 400;
const BYTES = SIZES.middle;
const WITH_IPS: ScrubSettings = { ...NEW_PROJECT_SCRUB, scrubIpAddresses: true };
const WITH_FIELDS: ScrubSettings = { ...WITH_IPS, sensitiveFields: ['order_no', 'customer'] };

export const benchPureActs = async (): Promise<Figure[]> => {
  const raw = Array.from({ length: EVENTS }, (_, seed) =>
    JSON.stringify(generateEvent({ seed, bytes: BYTES, issue: seed % ISSUES })),
  );
  const normalized = raw.map(text => JSON.stringify(normalize(parse(text))));
  checkScrubbing(normalized);
  checkGrouping(normalized);
  return [
    await measureAct(
      'scrub, default rules, 20 kB, over JSON.parse',
      normalized,
      scrubWith(NEW_PROJECT_SCRUB),
      SCRUB_TARGET,
    ),
    await measureAct('scrub … and IP addresses', normalized, scrubWith(WITH_IPS)),
    await measureAct('scrub … and two sensitive fields', normalized, scrubWith(WITH_FIELDS)),
    await measureAct('normalize, 20 kB, over JSON.parse', raw, normalize),
    await measureAct('group, 20 kB, over JSON.parse', normalized, group),
  ];
};

type Act = (event: JsonObject) => unknown;

/** An act takes a freshly parsed event (it uses it up) and costs what it adds to the parse. */
const measureAct = async (
  what: string,
  texts: readonly string[],
  act: Act,
  target?: { atMost: number },
): Promise<Figure> => {
  const both = await compare(
    () => {
      for (const text of texts) act(parse(text));
    },
    () => {
      for (const text of texts) parse(text);
    },
  );
  return {
    what,
    value: both.median - 1,
    unit: 'x',
    ...(target && { target }),
    note: `least ${rounded(both.least - 1)}; parse takes ${rounded((both.floorMs * 1_000) / texts.length)} µs`,
  };
};

// The texts are JSON objects that `generateEvent` or `normalizeEvent` made.
const parse = (text: string): JsonObject => JSON.parse(text) as JsonObject;
/** For events that were normalized before they were written. */
const asEvent = (event: JsonObject): SentryEvent => event as unknown as SentryEvent;

const normalize = (raw: JsonObject): SentryEvent => {
  const normalized = normalizeEvent(raw, {
    // The generator's, or that of an event normalized before.
    eventId: raw.event_id as string,
    receivedAt: GENERATED_AT + 2_000,
    retentionDays: 90,
    scrubIp: false,
    clientHints: {},
  });
  assert.ok('event' in normalized);
  return normalized.event;
};

/** As the digest does: rules first. */
const group = (event: JsonObject) => groupEvent(applyRules(asEvent(event), DEFAULT_RULES));

const scrubWith =
  (settings: ScrubSettings): Act =>
  event =>
    scrubEvent(asEvent(event), settings);

const checkScrubbing = (texts: readonly string[]): void => {
  for (const text of texts) {
    const scrubbed = JSON.stringify(scrubEvent(asEvent(parse(text)), NEW_PROJECT_SCRUB).event);
    for (const secret of Object.values(PLANTED_SECRETS)) {
      assert.ok(text.includes(secret));
      assert.ok(!scrubbed.includes(secret), 'a planted secret was not scrubbed');
    }
  }
};

const checkGrouping = (texts: readonly string[]): void => {
  const issues = new Set(texts.map(text => group(parse(text)).hashes.join()));
  assert.equal(issues.size, Math.min(ISSUES, EVENTS));
};

if (import.meta.main) printFigures(await benchPureActs());
