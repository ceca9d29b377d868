import type { FingerprintMatcher, JoinedMatchers, MatchedKind, MatcherField } from './fingerprint-rule.ts';

const KINDS = {
  type: 'exceptions',
  value: 'exceptions',
  message: 'messages',
  function: 'frames',
  module: 'frames',
  path: 'frames',
  package: 'frames',
  app: 'frames',
  logger: 'event',
  level: 'event',
  sdk: 'event',
  release: 'event',
  family: 'event',
  tag: 'tags',
} as const satisfies Record<MatcherField, MatchedKind>;

/** Conditions about frames must hold for the same frame, those about exceptions for the same exception. */
export function joinMatchers(matchers: readonly FingerprintMatcher[]): JoinedMatchers[] {
  const isAbout = (kind: MatchedKind): boolean => matchers.some(({ field }) => KINDS[field] === kind);
  // The language is that of the frame or exception where the rule is about one, else that of the event.
  const familyKind = isAbout('frames') ? 'frames' : isAbout('exceptions') ? 'exceptions' : 'event';
  const groups = Map.groupBy(matchers, ({ field }): MatchedKind => (field === 'family' ? familyKind : KINDS[field]));
  return [...groups].map(([kind, together]) => ({ kind, matchers: together }));
}
