import { gzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../lib/protocol/json.ts';
import {
  breadcrumb,
  contexts,
  crashFrame,
  frame,
  heavyBreadcrumb,
  leanBreadcrumb,
  leanFrame,
  request,
  sdk,
  stateItem,
  tags,
  user,
  words,
} from './parts.ts';
import { PLANTED_SECRETS } from './planted-secrets.ts';
import { type Random, randomFrom } from './random.ts';
import { FOREIGN } from './vocabulary.ts';

export interface EventPlan {
  /** The same plan gives the same bytes. */
  seed: number;
  /** Exact size of the event's JSON in UTF-8. */
  bytes: number;
  /** Events of one number are one issue, of another number another. */
  issue: number;
  /** Milliseconds since 1970: when it was thrown. */
  at?: number;
}

/** The sizes that the targets speak of, in bytes of JSON. */
export const SIZES = { small: 6_000, middle: 20_000, large: 100_000 } as const;

const FRAMES = 30;
const BREADCRUMBS = 50;
/** Below this a page with long names has no room for all frames and breadcrumbs. */
const LEAN_BELOW_BYTES = 15_000;
/** One breadcrumb in two may be a heavy one. */
const HEAVY_EVERY = 2;
/** Members of `extra` that hold state, so that none of them is larger than what is kept of one. */
const STATE_SLICES = 6;
const NON_ASCII_EVERY = 10;
/** Kept for the text that makes the size exact. */
const MIN_NOTE_BYTES = 20;
/** 26 November 2026: no benchmark depends on the day it runs, unless it says so. */
export const GENERATED_AT = 1_795_700_000_000;

/** The JSON object of an error event as a browser SDK sends it, of exactly as many bytes as asked for. */
export const generateEvent = (plan: EventPlan): JsonObject => {
  const random = randomFrom(plan.seed);
  const lean = plan.bytes < LEAN_BELOW_BYTES;
  const seconds = Math.floor((plan.at ?? GENERATED_AT) / 1_000) + random.below(1_000) / 1_000;
  const crumbs = Array.from({ length: BREADCRUMBS }, (_, n) =>
    (lean ? leanBreadcrumb : breadcrumb)(random, Math.round(seconds * 100 - (BREADCRUMBS - n) * 7) / 100),
  );
  const extra: JsonObject = { note: '', password: PLANTED_SECRETS.password };
  const event: JsonObject = {
    exception: { values: [exceptionOf(random, plan.issue, lean)] },
    level: 'error',
    event_id: random.hex(32),
    platform: 'javascript',
    request: request(random, lean),
    contexts: contexts(random, lean),
    timestamp: seconds,
    environment: 'production',
    release: `shop@1.4.${random.below(4)}`,
    ...(!lean && { tags: tags(random), user: user(random), transaction: '/checkout/:step' }),
    sdk: sdk(lean),
    extra,
    breadcrumbs: crumbs,
  };
  fill(random, event, crumbs, extra, plan.bytes);
  pad(event, extra, random.below(NON_ASCII_EVERY) === 0 ? random.pick(FOREIGN) : '', plan.bytes);
  return event;
};

/** Frames follow from the issue alone: another run through the same code, not other code. */
const exceptionOf = (random: Random, issue: number, lean: boolean): JsonObject => {
  const code = randomFrom(issue);
  const frames = Array.from({ length: FRAMES - 1 }, () => (lean ? leanFrame : frame)(code));
  return {
    type: 'TypeError',
    value: `Cannot read properties of undefined (reading 'item${random.below(10_000)}')`,
    stacktrace: { frames: [...frames, crashFrame(issue, lean)] },
    mechanism: { type: 'auto.browser.global_handlers.onerror', handled: false },
  };
};

/** Grows an event as real ones grow: errors in console lines, then an application's state, until about `bytes` are there. */
const fill = (random: Random, event: JsonObject, crumbs: JsonObject[], extra: JsonObject, bytes: number): void => {
  let left = bytes - sizeOf(event) - FOREIGN_BYTES - MIN_NOTE_BYTES;
  for (let n = 0; n < crumbs.length; n += HEAVY_EVERY) {
    const timestamp = crumbs[n]?.timestamp;
    const heavy = heavyBreadcrumb(random, typeof timestamp === 'number' ? timestamp : 0);
    const growth = sizeOf(heavy) - sizeOf(crumbs[n] ?? {});
    if (growth > left) break;
    crumbs[n] = heavy;
    left -= growth;
  }
  for (let n = 0; ; n++) {
    const item = stateItem(random);
    const slice = listAt(extra, `state${n % STATE_SLICES}`);
    left -= sizeOf(item) + (slice.length === 0 ? STATE_KEY_BYTES : 1);
    if (left < 0) break;
    slice.push(item);
  }
  for (const key of Object.keys(extra)) if (Array.isArray(extra[key]) && extra[key].length === 0) delete extra[key];
};
/** `,"state0":[]` */
const STATE_KEY_BYTES = 12;
const FOREIGN_BYTES = Math.max(...FOREIGN.map(text => Buffer.byteLength(text)));

const listAt = (holder: JsonObject, key: string): Json[] => {
  const known = holder[key];
  if (Array.isArray(known)) return known;
  const made: Json[] = [];
  holder[key] = made;
  return made;
};

/** Makes the size exact with a note that begins with `start`, one ASCII character a byte. */
const pad = (event: JsonObject, extra: JsonObject, start: string, bytes: number): void => {
  extra.note = start;
  const missing = bytes - sizeOf(event);
  if (missing < 0) {
    throw new Error(`${FRAMES} frames and ${BREADCRUMBS} breadcrumbs do not fit ${bytes} bytes by ${-missing}`);
  }
  extra.note = start + words(randomFrom(bytes), Math.ceil(missing / 2) + 1).slice(0, missing);
};

const sizeOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

export interface GeneratedEnvelope {
  eventId: string;
  /** The event's JSON. */
  json: Buffer;
  /** The envelope, gzip. */
  body: Buffer;
}

/** What an SDK with `Content-Encoding: gzip` would post: envelope header, item header, event. */
export const generateEnvelope = (plan: EventPlan): GeneratedEnvelope => {
  const event = generateEvent(plan);
  const json = Buffer.from(JSON.stringify(event));
  // Written just above.
  const eventId = event.event_id as string;
  const header = {
    event_id: eventId,
    sent_at: new Date(plan.at ?? GENERATED_AT + 1_000).toISOString(),
    sdk: { name: 'sentry.javascript.browser', version: '11.12.0' },
  };
  const itemHeader = { type: 'event', length: json.length };
  const envelope = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(itemHeader)}\n`), json]);
  return { eventId, json, body: gzipSync(envelope) };
};
