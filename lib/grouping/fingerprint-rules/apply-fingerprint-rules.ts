import type { SentryEvent } from '../../protocol/event.ts';
import { isObject, type Json } from '../../protocol/json.ts';
import type { FingerprintRule } from './fingerprint-rule.ts';
import { matchRule } from './match-rule.ts';

/** What an event keeps of the rule that matched it, in Sentry's words. */
export interface MatchedRule {
  readonly text: string;
  readonly title?: string;
  readonly isBuiltIn: boolean;
}

/** The event with the fingerprint of the first rule that matches in place of its own, which is kept beside it. */
export function applyFingerprintRules(event: SentryEvent, rules: readonly FingerprintRule[]): SentryEvent {
  const rule = matchRule(rules, event);
  if (rule === undefined) return event;
  const { text, fingerprint, title, isBuiltIn } = rule;
  return {
    ...event,
    fingerprint: [...fingerprint],
    _fingerprint_info: {
      client_fingerprint: event.fingerprint ?? [],
      matched_rule: {
        text,
        fingerprint: [...fingerprint],
        attributes: title === undefined ? {} : { title },
        matchers: rule.matchers.map(({ negated, key, pattern }) => [`${negated ? '!' : ''}${key}`, pattern]),
        ...(isBuiltIn && { is_builtin: true }),
      },
    },
  };
}

/** The event with the fingerprint that its client gave it. */
export function withoutFingerprintRule(event: SentryEvent): SentryEvent {
  const { _fingerprint_info: info, fingerprint: _ruled, ...rest } = event;
  if (info === undefined) return event;
  const own = clientFingerprint(event);
  return own.length > 0 ? { ...rest, fingerprint: own } : rest;
}

/** What the client asked for, whatever a rule made of it. */
export function clientFingerprint({ _fingerprint_info: info, fingerprint = [] }: SentryEvent): string[] {
  const own = isObject(info) ? info.client_fingerprint : fingerprint;
  return Array.isArray(own) ? own.filter((value: Json) => typeof value === 'string') : [];
}

/** The rule that gave the event its fingerprint. */
export function matchedRule({ _fingerprint_info: info }: SentryEvent): MatchedRule | undefined {
  const rule = isObject(info) ? info.matched_rule : undefined;
  if (!isObject(rule) || typeof rule.text !== 'string') return undefined;
  const title = isObject(rule.attributes) ? rule.attributes.title : undefined;
  return { text: rule.text, ...(typeof title === 'string' && { title }), isBuiltIn: rule.is_builtin === true };
}
