import type { Breadcrumb, Exception, Request, SentryEvent, Stacktrace, Thread } from '../../protocol/event.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { EntryJson } from '../contract/event.ts';
import { presentFrame } from './frame.ts';
import { isoTime } from './time.ts';

/** What happened, part by part, in the order in which it is read. */
export const presentEntries = (event: SentryEvent): EntryJson[] => {
  const entries: EntryJson[] = [];
  const { logentry, exception, stacktrace, threads, breadcrumbs, request } = event;
  if (exception) entries.push({ type: 'exception', data: exceptions(exception.values) });
  if (logentry) entries.push({ type: 'message', data: { formatted: null, message: null, params: null, ...logentry } });
  if (stacktrace) entries.push({ type: 'stacktrace', data: presentStacktrace(stacktrace) });
  if (threads) entries.push({ type: 'threads', data: { values: threads.values.map(presentThread) } });
  if (breadcrumbs) entries.push({ type: 'breadcrumbs', data: { values: breadcrumbs.values.map(presentBreadcrumb) } });
  if (request) entries.push({ type: 'request', data: presentRequest(request) });
  return entries;
};

const exceptions = (values: Exception[]): JsonObject => ({
  values: values.map(presentException),
  hasSystemFrames: values.some(({ stacktrace }) => stacktrace !== undefined && hasSystemFrames(stacktrace)),
  excOmitted: null,
});

const presentException = (exception: Exception): JsonObject => ({
  type: exception.type ?? null,
  value: exception.value ?? null,
  module: exception.module ?? null,
  threadId: exception.thread_id ?? null,
  mechanism: exception.mechanism ? { ...exception.mechanism } : null,
  stacktrace: exception.stacktrace ? presentStacktrace(exception.stacktrace) : null,
  rawStacktrace: exception.raw_stacktrace ? presentStacktrace(exception.raw_stacktrace) : null,
});

const presentStacktrace = (stacktrace: Stacktrace): JsonObject => ({
  frames: stacktrace.frames.map(presentFrame),
  framesOmitted: null,
  registers: null,
  hasSystemFrames: hasSystemFrames(stacktrace),
});

/** Whether a reader can be spared some: both kinds of frames are there. */
const hasSystemFrames = ({ frames }: Stacktrace): boolean =>
  frames.some(({ in_app }) => in_app === true) && frames.some(({ in_app }) => in_app !== true);

const presentThread = ({ id, name, crashed, current, stacktrace, raw_stacktrace }: Thread): JsonObject => ({
  id: id ?? null,
  name: name ?? null,
  crashed: crashed ?? null,
  current: current ?? null,
  stacktrace: stacktrace ? presentStacktrace(stacktrace) : null,
  rawStacktrace: raw_stacktrace ? presentStacktrace(raw_stacktrace) : null,
});

const presentBreadcrumb = ({ type, timestamp, level, message, category, data }: Breadcrumb): JsonObject => ({
  type: type ?? 'default',
  timestamp: timestamp === undefined ? null : isoTime(timestamp * 1000),
  level: level ?? 'info',
  message: message ?? null,
  category: category ?? null,
  data: data ?? null,
  event_id: null,
});

const presentRequest = (request: Request): JsonObject => ({
  method: request.method ?? null,
  url: request.url ?? null,
  query: request.query_string ?? [],
  fragment: request.fragment ?? null,
  data: request.data ?? null,
  headers: request.headers ?? [],
  cookies: request.cookies ?? [],
  env: request.env ?? null,
  inferredContentType: null,
  apiTarget: null,
});
