import { eventTags } from '../../normalize/event-tags.ts';
import type { Frame, SentryEvent } from '../../protocol/event.ts';
import { crashedThread } from '../crashed-thread.ts';
import { functionName } from '../function-name.ts';
import { familyOf, platformOf } from '../platform.ts';
import type {
  FingerprintMatcher,
  FingerprintRule,
  JoinedMatchers,
  MatchedKind,
  MatcherField,
} from './fingerprint-rule.ts';

/** One thing that an event has, by what matchers can look at of it. */
type Facts = Partial<Record<MatcherField, string>>;

/** The first of the rules whose conditions all hold. */
export function matchRule(rules: readonly FingerprintRule[], event: SentryEvent): FingerprintRule | undefined {
  if (rules.length === 0) return undefined;
  const facts = factsOf(event);
  return rules.find(({ joined }) => joined.every(each => holds(each, facts)));
}

const holds = ({ kind, matchers }: JoinedMatchers, facts: EventFacts): boolean =>
  kind === 'tags'
    ? matchers.every(matcher => test(matcher, facts.tags().get(matcher.tag ?? '')))
    : facts[kind]().some(one => matchers.every(matcher => test(matcher, one[matcher.field])));

/** What is not there matches nothing, so that its opposite holds. */
const test = ({ matches, negated }: FingerprintMatcher, text: string | undefined): boolean =>
  (text !== undefined && matches(text)) !== negated;

type EventFacts = Record<Exclude<MatchedKind, 'tags'>, () => readonly Facts[]> & {
  tags: () => ReadonlyMap<string, string>;
};

/** Gathered when a rule asks for them. */
const factsOf = (event: SentryEvent): EventFacts => ({
  event: once(() => [ofEvent(event)]),
  exceptions: once(() => (event.exception?.values ?? []).map(exception => ofException(exception, event))),
  frames: once(() => framesOf(event).map(frame => ofFrame(frame, event))),
  messages: once(() => messagesOf(event).map(message => ({ message }))),
  tags: once(() => eventTags(event)),
});

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const ofEvent = ({ logger, level, sdk, release, platform }: SentryEvent): Facts => ({
  ...(logger && { logger }),
  ...(level && { level }),
  ...(sdk?.name && { sdk: sdk.name }),
  ...(release && { release }),
  family: familyOf(platform),
});

const ofException = ({ type, value }: { type?: string; value?: string }, { platform }: SentryEvent): Facts => ({
  ...(type && { type }),
  ...(value && { value }),
  family: familyOf(platform),
});

const framesOf = (event: SentryEvent): Frame[] => {
  const exceptions = (event.exception?.values ?? []).flatMap(one => one.stacktrace?.frames ?? []);
  if (exceptions.length > 0) return exceptions;
  return event.stacktrace?.frames ?? crashedThread(event)?.stacktrace?.frames ?? [];
};

const UNKNOWN = '<unknown>';

const ofFrame = (frame: Frame, event: SentryEvent): Facts => {
  const platform = platformOf(frame, event);
  return {
    function: functionName(frame, platform) || UNKNOWN,
    path: frame.abs_path || frame.filename || UNKNOWN,
    module: frame.module || UNKNOWN,
    package: frame.package || UNKNOWN,
    app: frame.in_app ? 'yes' : 'no',
    family: familyOf(platform),
  };
};

const messagesOf = ({ logentry, exception }: SentryEvent): string[] =>
  [logentry?.formatted || logentry?.message, ...(exception?.values ?? []).map(({ value }) => value)].filter(
    (text): text is string => text !== undefined && text !== '',
  );
