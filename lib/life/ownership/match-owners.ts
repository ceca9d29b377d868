import { parseGlob } from '../../filter/glob.ts';
import { eventTags } from '../../normalize/event-tags.ts';
import type { Frame, SentryEvent, Stacktrace } from '../../protocol/event.ts';
import { parseCodeownersGlob } from './codeowners-glob.ts';
import type { OwnershipRule } from './rule.ts';

/** Frames that are looked at, from the one closest to the error. */
const MAX_FRAMES = 30;
/** Rules that are reported of an event. */
const MAX_MATCHES = 2;
/** Comparisons of a sign with a character for one event, some 0.1 s: a thousand rules of 40 signs on thirty long paths. */
const MAX_WORK = 10_000_000;
/** Characters of a value that is compared. */
const MAX_VALUE_CHARS = 2_000;
const MAX_TAG_CHARS = 200;

type Test = (frame: Seen) => boolean;

/** A rule that is ready to be compared with events. */
export interface PreparedRule {
  rule: OwnershipRule;
  /** Its pattern may be tried at each character anew: one with places for several characters. */
  slow: boolean;
  /** Of a rule about frames. */
  frame?: Test;
  /** Of a rule about the event as a whole. */
  event?: (whole: Whole) => boolean;
}

/** An event as a whole as rules see it. */
interface Whole {
  /** Of its longest text, at least. */
  length: number;
  url?: string;
  tagOf: (key: string) => string | undefined;
}

/** A frame as rules see it. */
interface Seen {
  /** Of all its texts. */
  length: number;
  paths: readonly string[];
  module: string;
  inApp: boolean;
}

/** A rule whose pattern is too wide matches nothing; `parseOwnership` refuses it. */
export const prepareRules = (rules: readonly OwnershipRule[]): PreparedRule[] =>
  rules.flatMap(rule => prepare(rule) ?? []);

/**
 * The rules that an event is most likely of: those of the frame closest to the error first, of one frame the last in
 * the file first; rules about its address or tags after all that are about frames. Rules that are beyond the bound of
 * work are passed over.
 */
export const matchOwners = (rules: readonly PreparedRule[], event: SentryEvent): OwnershipRule[] => {
  const found = new Set<OwnershipRule>();
  const lastFirst = rules.toReversed();
  let work = 0;
  for (const frame of framesOf(event)) {
    for (const prepared of lastFirst) {
      work += workOf(prepared, frame);
      if (work > MAX_WORK) return [...found];
      if (prepared.frame?.(frame)) found.add(prepared.rule);
      if (found.size === MAX_MATCHES) return [...found];
    }
  }
  const whole = wholeOf(event);
  for (const prepared of lastFirst) {
    work += workOf(prepared, whole);
    if (work > MAX_WORK || found.size === MAX_MATCHES) break;
    if (prepared.event?.(whole)) found.add(prepared.rule);
  }
  return [...found];
};

const workOf = ({ rule: { pattern }, slow }: PreparedRule, { length }: { length: number }): number =>
  slow ? pattern.length * length : pattern.length + length;

const prepare = (rule: OwnershipRule): PreparedRule | undefined => {
  switch (rule.type) {
    case 'path':
      return onFrames(rule, parseGlob(rule.pattern.replaceAll('\\', '/')), ({ paths }) => paths);
    case 'module':
      return onFrames(rule, parseGlob(rule.pattern), ({ module }) => [module]);
    case 'codeowners':
      return onFrames(rule, parseCodeownersGlob(rule.pattern), ({ inApp, paths }) => (inApp ? paths : []));
    case 'url':
      return onEvent(rule, parseGlob(rule.pattern), ({ url }) => url);
    case 'tags':
      return onEvent(rule, parseGlob(rule.pattern, { exactCase: true }), ({ tagOf }) => tagOf(rule.key ?? ''));
  }
};

const onFrames = (
  rule: OwnershipRule,
  glob: ((text: string) => boolean) | undefined,
  read: (frame: Seen) => readonly string[],
): PreparedRule | undefined =>
  glob && { rule, slow: isSlow(rule), frame: frame => read(frame).some(text => text !== '' && glob(text)) };

const onEvent = (
  rule: OwnershipRule,
  glob: ((text: string) => boolean) | undefined,
  read: (whole: Whole) => string | undefined,
): PreparedRule | undefined => {
  if (!glob) return undefined;
  const event = (whole: Whole): boolean => {
    const text = read(whole);
    return text !== undefined && glob(text);
  };
  return { rule, slow: isSlow(rule), event };
};

const isSlow = ({ pattern }: OwnershipRule): boolean => /[?[{]/.test(pattern);

const USER = 'user.';

/** `tags.user.email` is the user's own field, else a tag of that name. */
const wholeOf = (event: SentryEvent): Whole => {
  const tags = eventTags(event);
  const url = event.request?.url;
  return {
    length: Math.max(url?.length ?? 0, MAX_TAG_CHARS),
    ...(url !== undefined && { url: cut(url).toLowerCase() }),
    tagOf: key => {
      const own = key.startsWith(USER) ? event.user?.[key.slice(USER.length)] : undefined;
      return typeof own === 'string' ? own.slice(0, MAX_TAG_CHARS) : tags.get(key);
    },
  };
};

/** The frame closest to the error first: the last of the last exception. */
const framesOf = (event: SentryEvent): Seen[] =>
  stacktracesOf(event)
    .flatMap(({ frames }) => frames.toReversed())
    .slice(0, MAX_FRAMES)
    .map(seenAs);

const stacktracesOf = (event: SentryEvent): Stacktrace[] => {
  const exceptions = (event.exception?.values ?? []).toReversed().flatMap(({ stacktrace }) => stacktrace ?? []);
  if (exceptions.length > 0) return exceptions;
  if (event.stacktrace) return [event.stacktrace];
  return (event.threads?.values ?? [])
    .filter(({ crashed, current }) => crashed || current)
    .flatMap(({ stacktrace }) => stacktrace ?? []);
};

const seenAs = (frame: Frame): Seen => {
  const paths = [...new Set([frame.filename, frame.abs_path, javaPath(frame)])].flatMap(path =>
    path ? [cut(path).replaceAll('\\', '/').toLowerCase()] : [],
  );
  const module = cut(frame.module ?? '').toLowerCase();
  const length = paths.reduce((sum, path) => sum + path.length, module.length);
  return { length, paths, module, inApp: frame.in_app !== false };
};

/** Java frames name a file without its directory: the module has it. `com.shop.Cart` in `Cart.java` → `com/shop/Cart.java` */
const javaPath = ({ platform, module, filename }: Frame): string | undefined => {
  if (platform !== 'java' || !module || !filename || filename.includes('/')) return undefined;
  const packages = module.split('.').slice(0, -1);
  return packages.length === 0 ? undefined : [...packages, filename].join('/');
};

const cut = (text: string): string => text.slice(0, MAX_VALUE_CHARS);
