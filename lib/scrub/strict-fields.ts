import {
  asObject,
  composite,
  type Field,
  FREE,
  list,
  MAYBE,
  object,
  pairs,
  partOf,
  READABLE,
  READABLE_MAYBE,
  READABLE_PATH,
  refine,
  simple,
  values,
} from './field.ts';
import { EVENT } from './fields.ts';
import type { Identity } from './pseudonym.ts';

const identity = (kind: Identity): Field => simple('free', 'true', kind);

const user = refine(partOf(EVENT, 'user'), {
  id: identity('id'),
  email: identity('email'),
  username: identity('username'),
  name: identity('name'),
  sentry_user: identity('tagged'),
});

/** Addresses of scripts have queries, and source lines what somebody wrote into them. */
const strictStacktrace = (stacktrace: Field): Field => {
  const frames = partOf(stacktrace, 'frames');
  const frame = refine(frames.other, {
    filename: READABLE_PATH,
    abs_path: READABLE_PATH,
    context_line: READABLE_MAYBE,
    pre_context: list(READABLE_MAYBE),
    post_context: list(READABLE_MAYBE),
  });
  return refine(stacktrace, { frames: { ...list(frame), types: frames.types } });
};
const stacktracesOf = (field: Field): Record<string, Field> =>
  Object.fromEntries(['stacktrace', 'raw_stacktrace'].map(name => [name, strictStacktrace(partOf(field, name))]));

const knownException = partOf(partOf(EVENT, 'exception'), 'values').other;
const exception = refine(knownException, {
  type: READABLE_MAYBE,
  value: READABLE,
  ...stacktracesOf(knownException),
});
const knownThread = partOf(partOf(EVENT, 'threads'), 'values').other;
const thread = refine(knownThread, { name: READABLE_MAYBE, ...stacktracesOf(knownThread) });
/** What an SDK could not do; `value` is scrubbed as the field that it was meant for (copies.ts). */
const error = object({ type: MAYBE, name: MAYBE, value: MAYBE }, READABLE_MAYBE);
const debugMeta = partOf(EVENT, 'debug_meta');
const image = refine(partOf(debugMeta, 'images').other, { code_file: READABLE_PATH, debug_file: READABLE_PATH });
const span = refine(partOf(EVENT, 'spans').other, {
  description: READABLE,
  tags: composite('object', 'true', {}, READABLE),
});

/** Typed contexts hold versions and ids, which must survive; these parts of theirs are words of people. */
const contexts = partOf(EVENT, 'contexts');
const strictContexts = refine(contexts, {
  feedback: object({ contact_email: READABLE, name: READABLE, message: READABLE, url: READABLE }, MAYBE),
  device: refine(partOf(contexts, 'device'), { name: READABLE }),
  trace: object({ description: READABLE, data: FREE }, MAYBE),
  otel: object({ attributes: FREE, resource: FREE }, MAYBE),
});

/**
 * The event as the strict profile sees it: what Sentry's rules leave alone because it must stay readable loses what
 * rules match and nothing else. Names of code, versions and ids stay out of it.
 */
export const STRICT_EVENT: Field = refine(EVENT, {
  tags: pairs({}, READABLE),
  culprit: READABLE,
  logger: READABLE_MAYBE,
  transaction: READABLE,
  fingerprint: list(READABLE),
  logentry: refine(partOf(EVENT, 'logentry'), { message: READABLE }),
  exception: values(exception),
  threads: values(thread),
  stacktrace: strictStacktrace(partOf(EVENT, 'stacktrace')),
  csp: refine(partOf(EVENT, 'csp'), { script_sample: READABLE_MAYBE, source_file: READABLE_MAYBE }),
  errors: list(error),
  debug_meta: object({ images: list(asObject(image)) }),
  request: refine(partOf(EVENT, 'request'), { url: READABLE }),
  user,
  contexts: strictContexts,
  spans: list(span),
});
