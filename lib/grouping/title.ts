import { type CspReport, cspReport } from '../normalize/csp-report.ts';
import { cspTitle } from '../normalize/csp-title.ts';
import type { Exception, Frame, SentryEvent } from '../protocol/event.ts';
import { isObject } from '../protocol/json.ts';
import { crashFrame, crashStacktrace, hasFrames } from './crash-frame.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { fillTitle } from './fingerprint.ts';
import { matchedRule } from './fingerprint-rules/apply-fingerprint-rules.ts';
import { firstLine } from './first-line.ts';
import { type FrameMix, frameMix } from './frame-mix.ts';
import { functionName } from './function-name.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { mainException } from './main-exception.ts';
import { isJavascript, platformOf } from './platform.ts';
import { truncate } from './truncate.ts';

export interface EventTitle {
  title: string;
  metadata: EventMetadata;
}

/** What a list of issues shows beside the title. */
export interface EventMetadata {
  type?: string;
  value?: string;
  filename?: string;
  function?: string;
  title?: string;
  /** Of a CSP report: what forbade it, what was refused, and both as a sentence. */
  directive?: string;
  uri?: string;
  message?: string;
  in_app_frame_mix?: FrameMix;
}

/** Characters of `metadata.type` and `metadata.value`. */
const MAX_TYPE_CHARS = 128;
const MAX_VALUE_CHARS = 1024;
/** Characters of a title that a rule gives. */
const MAX_TITLE_CHARS = 256;
const UNKNOWN = '<unknown>';

/** What people call the issue. Not part of any hash: it may change from event to event. */
export function eventTitle(event: SentryEvent, rules: GroupingRules = DEFAULT_RULES): EventTitle {
  const found = ownTitle(event, rules);
  const template = matchedRule(event)?.title;
  const title = template === undefined ? '' : firstLine(fillTitle(template, event, rules.config), MAX_TITLE_CHARS);
  return withFrameMix(title === '' ? found : { title, metadata: { ...found.metadata, title } }, event);
}

/** Always at the end: what is read and what is made anew are compared as text. */
function withFrameMix({ title, metadata }: EventTitle, event: SentryEvent): EventTitle {
  const mix = frameMix(event);
  return { title, metadata: { ...metadata, ...(mix && { in_app_frame_mix: mix }) } };
}

function ownTitle(event: SentryEvent, rules: GroupingRules): EventTitle {
  const exception = mainException(event, rules);
  if (exception) return exceptionTitle(exception, event);
  const report = cspReport(event);
  if (report) return cspFace(report);
  const security = securityTitle(event);
  if (security) return security;
  if (event.type === 'transaction') return titled(event.transaction || '<unlabeled transaction>');
  if (event.type === 'feedback') return titled('User Feedback', feedbackMetadata(event));
  return titled(firstLine(event.logentry?.formatted || event.logentry?.message || '') || '<unlabeled event>');
}

const titled = (title: string, metadata: EventMetadata = {}): EventTitle => ({
  title,
  metadata: { ...metadata, title },
});

function cspFace(report: CspReport): EventTitle {
  const message = cspTitle(report);
  return titled(message, { directive: report.directive, uri: report.blocked, message });
}

/** What browsers of old report, by the event's key. */
const SECURITY_TITLES = [
  ['hpkp', 'Public key pinning validation failed'],
  ['expectct', 'Expect-CT failed'],
  ['expectstaple', 'Expect-Staple failed'],
] as const;

function securityTitle(event: SentryEvent): EventTitle | undefined {
  for (const [key, what] of SECURITY_TITLES) {
    const report = event[key];
    if (!isObject(report)) continue;
    const host = typeof report.hostname === 'string' ? truncate(report.hostname, MAX_VALUE_CHARS) : '';
    return titled(host ? `${what} for '${host}'` : what, host ? { value: host } : {});
  }
  return undefined;
}

function feedbackMetadata(event: SentryEvent): EventMetadata {
  const message = event.contexts?.feedback?.message;
  return typeof message === 'string' ? { value: truncate(message, MAX_VALUE_CHARS) } : {};
}

function exceptionTitle(exception: Exception, event: SentryEvent): EventTitle {
  const synthetic = exception.mechanism?.synthetic === true;
  const metadata: EventMetadata = {
    ...(synthetic ? {} : { type: truncate(exception.type || 'Error', MAX_TYPE_CHARS) }),
    ...(exception.value ? { value: truncate(exception.value, MAX_VALUE_CHARS) } : {}),
    ...location(exception, event),
  };
  return {
    title: synthetic ? syntheticTitle(exception, metadata, event) : typeAndValue(metadata) || UNKNOWN,
    metadata,
  };
}

function typeAndValue({ type, value }: EventMetadata): string {
  const line = value ? firstLine(value) : '';
  return type && line ? `${type}: ${line}` : type || line;
}

/**
 * A synthetic type (a signal, a hang) says less than where it happened. In JavaScript it is the stack that was made
 * up, to go with a message or a thrown object: there the value is what a person wrote.
 */
function syntheticTitle({ type }: Exception, metadata: EventMetadata, event: SentryEvent): string {
  const { function: name, value } = metadata;
  if (value && isJavascript(event.platform)) return typeAndValue({ value }) || UNKNOWN;
  return name || typeAndValue({ ...(type ? { type } : {}), ...(value ? { value } : {}) }) || UNKNOWN;
}

function location(exception: Exception, event: SentryEvent): EventMetadata {
  const stacktrace = hasFrames(exception) ? exception.stacktrace : crashStacktrace(event);
  const frame = crashFrame(stacktrace, isNamed) ?? crashFrame(stacktrace);
  if (!frame) return {};
  const filename = frame.filename || frame.abs_path;
  const name = isNamed(frame) ? functionName(frame, platformOf(frame, event)) : undefined;
  return { ...(filename ? { filename } : {}), ...(name ? { function: name } : {}) };
}

const UNNAMED: ReadonlySet<string> = new Set(['<redacted>', '<unknown>']);

const isNamed = (frame: Frame): boolean => Boolean(frame.function) && !UNNAMED.has(frame.function ?? '');
