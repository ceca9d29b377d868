import { deflateSync, inflateSync } from 'node:zlib';
import { textRulesFor } from './advanced/compile.ts';
import type { PathStep } from './advanced/match-selector.ts';
import { redactText } from './advanced/redact-text.ts';
import type { AdvancedRule } from './advanced/rule.ts';
import { TYPE } from './advanced/value-type.ts';
import { FREE, READABLE } from './field.ts';
import { isStrict } from './is-strict.ts';
import { scrubJsonText } from './json-text.ts';
import { looseScrub } from './loose-scrub.ts';
import { type Profile, profileOf } from './profile.ts';
import { isStructure } from './recording-keys.ts';
import type { Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';
import type { ScrubSettings } from './settings.ts';

/** Decompressed. The browser's SDK stops at 20 MB, and scrubbing takes nine times as much memory; Sentry: 100 MiB. */
export const MAX_RECORDING_BYTES = 24 * 1024 * 1024;
/** In bytes: `{"segment_id":12345}` */
const MAX_HEADER_LENGTH = 1_024;
const NEWLINE = 0x0a;
/** The first byte of zlib's format, for the window that everybody uses. */
const ZLIB = 0x78;
const LIST = '[';

/** `invalid_replay`: it cannot be read, and so could not be scrubbed. */
export type ScrubbedRecording =
  | { payload: Uint8Array; redactions: number }
  | { invalid: 'invalid_replay' | 'too_large' };

/**
 * Scrubs a segment of a replay, `{"segment_id":n}\n` and a list of rrweb's events, as JSON or compressed with zlib: the
 * texts of the page, of its inputs and attributes, and what the SDK recorded beside them (breadcrumbs, requests, console).
 * It comes back in the form it came in; the very same bytes when nothing was taken.
 */
export function scrubRecording(payload: Uint8Array, settings: ScrubSettings): ScrubbedRecording {
  const newline = payload.subarray(0, MAX_HEADER_LENGTH).indexOf(NEWLINE);
  if (newline < 0) return INVALID;
  const body = asBuffer(payload).subarray(newline + 1);
  const compressed = body[0] === ZLIB;
  const bytes = compressed ? inflate(body) : body;
  if (bytes === undefined) return INVALID;
  if (bytes === 'too_large' || bytes.length > MAX_RECORDING_BYTES) return { invalid: 'too_large' };
  const scrub = looseScrub(profileOf(settings));
  const scrubbed = scrubEvents(scrub, bytes.toString('utf8'));
  if (scrubbed === undefined) return INVALID;
  if (scrub.redactions === 0) return { payload, redactions: 0 };
  const written = Buffer.from(scrubbed);
  const header = asBuffer(payload).subarray(0, newline + 1);
  return {
    payload: Buffer.concat([header, compressed ? deflateSync(written) : written]),
    redactions: scrub.redactions,
  };
}

const INVALID = { invalid: 'invalid_replay' } as const;

/** As Sentry has it, a text of the page that speaks of a password falls as a whole; the strict profile knows better. */
function scrubEvents(scrub: Scrub, text: string): string | undefined {
  if (!text.trimStart().startsWith(LIST)) return undefined;
  const field = isStrict(scrub.profile) ? READABLE : FREE;
  return scrubJsonText(scrub, text, { values: 'one', field, spares: isStructure, advance: advancedOf(scrub.profile) });
}

/** A project's own rules for a recording's texts, looked up once for each key. */
function advancedOf({ advanced }: Profile): ((text: string, step: Step) => string) | undefined {
  if (advanced === undefined) return undefined;
  const known = new Map<Step, readonly AdvancedRule[]>();
  return (text, step) => {
    const name = typeof step === 'number' ? 0 : step;
    const rules = known.get(name) ?? textRulesFor(advanced, [REPLAY, { name, types: TYPE.string }]);
    if (known.size < MAX_REMEMBERED_KEYS) known.set(name, rules);
    return rules.length === 0 ? text : redactText(text, rules, step);
  };
}

const REPLAY: PathStep = { name: undefined, types: TYPE.replay };
/** Keys of payloads are anybody's. */
const MAX_REMEMBERED_KEYS = 2_000;

/** `undefined` for what is no zlib. */
function inflate(body: Buffer): Buffer | 'too_large' | undefined {
  try {
    return inflateSync(body, { maxOutputLength: MAX_RECORDING_BYTES });
  } catch (error) {
    // What does not decompress is an expected fate, told by the value; zlib throws errors with a code.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : undefined;
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
