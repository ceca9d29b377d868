import { createHash } from 'node:crypto';
import type { Exception, Frame, SentryEvent, Stacktrace } from '../protocol/event.ts';
import { withoutNumbers } from './without-numbers.ts';

/** Bytes of a signature: among a few hundred, two differ by chance in none of 10^16 events. */
const SIGNATURE_BYTES = 9;
/** More frames than these are beyond what normalization leaves; the time is bounded for every caller. */
const MAX_FRAMES = 300;

/**
 * What the edge recognizes an event by. Equal signatures belong to one issue: everything that grouping looks at is in it,
 * and more, so that it tells apart too much rather than too little. `undefined`: of an event that says by itself how it
 * is to be grouped, or that has nothing to be recognized by. Means nothing of a project with rules of its own
 * (`ownGrouping` in its keys).
 */
export const eventSignature = (event: SentryEvent): string | undefined => {
  if (event.fingerprint?.some(part => part.trim() !== '{{ default }}')) return undefined;
  const { exception, stacktrace, threads, logentry } = event;
  const seen = [
    // What a build is made of decides how its frames read once they are symbolicated.
    [event.type, event.platform, event.release, event.dist, event.checksum, event.sdk?.name, event.sdk?.version],
    exception?.values.map(one => exceptionPart(one, event)),
    stackPart(stacktrace),
    threads?.values.map(({ crashed, current, stacktrace: stack }) => [crashed, current, stackPart(stack)]),
    [messageOf(logentry?.message), logentry?.message ? undefined : messageOf(logentry?.formatted)],
    [event.csp, event.template, event.debug_meta, ruledTransaction(event)],
  ];
  if (!exception && !stacktrace && !threads && !logentry && !event.csp && !event.template) return undefined;
  return createHash('sha256')
    .update(JSON.stringify(seen))
    .digest('base64url')
    .slice(0, (SIGNATURE_BYTES * 4) / 3);
};

const exceptionPart = (exception: Exception, event: SentryEvent) => {
  const { type, module, value, mechanism, stacktrace } = exception;
  return [
    type,
    module,
    messageStandsAside(exception, event) ? undefined : messageOf(value),
    mechanism && [
      mechanism.type,
      mechanism.synthetic,
      mechanism.source,
      mechanism.is_exception_group,
      mechanism.exception_id,
      mechanism.parent_id,
      mechanism.meta,
    ],
    stackPart(stacktrace),
  ];
};

/** A signature leaves its message out. */
export const messageStandsAside = ({ value, stacktrace }: Exception, event: SentryEvent): boolean =>
  isNamedByStack(stacktrace, event) && !RULED.test(value ?? '');

/** What grouping has rules for goes by its text, letter for letter, stack or not, and by transaction. */
const RULED = /ChunkLoadError|hydrat|server-rendered HTML|Suspense boundary|Minified React error/i;

const messageOf = (text: string | undefined): string | undefined =>
  RULED.test(text ?? '') ? text : withoutNumbers(text);

const ruledTransaction = ({ exception, logentry, transaction, tags }: SentryEvent) => {
  const texts = [...(exception?.values ?? []).map(({ value }) => value), logentry?.message, logentry?.formatted];
  return texts.some(text => RULED.test(text ?? ''))
    ? [transaction, tags?.find(tag => tag?.[0] === 'transaction')]
    : undefined;
};

/** Its frames say where it broke, so that its message does not count: what a message varies in is no other issue then. */
const isNamedByStack = (stacktrace: Stacktrace | undefined, event: SentryEvent): boolean => {
  const frames = stacktrace?.frames ?? [];
  return (
    frames.length > 1 &&
    frames.some((frame, place) => frame.in_app === true && isPlain(frame, frames[place - 1], event))
  );
};

/** Looked at on these platforms alone; on others a name may be what the machine has made of it. */
const PLAIN_PLATFORMS: ReadonlySet<string> = new Set(['javascript', 'node', 'python', 'ruby', 'go']);
const PLAIN_NAME = /^(?:[\w$]+\.)*[A-Za-z][A-Za-z\d$]*$/;
const NO_PLACE: ReadonlySet<string> = new Set(['[native code]', 'native code', 'eval code', '<anonymous>']);

/** A function with a name of its own, in a place of its own, called by another one. */
const isPlain = (frame: Frame, caller: Frame | undefined, event: SentryEvent): boolean =>
  PLAIN_PLATFORMS.has(frame.platform ?? event.platform) &&
  PLAIN_NAME.test(frame.function ?? '') &&
  frame.function !== 'eval' &&
  !NO_PLACE.has(frame.abs_path ?? '') &&
  caller?.function !== frame.function;

const stackPart = (stacktrace: Stacktrace | undefined) => stacktrace?.frames.slice(-MAX_FRAMES).map(framePart);

const framePart = (frame: Frame) => [
  frame.function,
  frame.raw_function,
  frame.module,
  frame.package,
  frame.filename,
  frame.abs_path,
  frame.lineno,
  frame.colno,
  frame.in_app,
  frame.platform,
  frame.context_line,
  frame.data,
  // Native frames are symbolicated by their addresses.
  frame.instruction_addr,
  frame.symbol_addr,
  frame.image_addr,
];
