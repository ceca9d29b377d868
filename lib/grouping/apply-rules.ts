import type { SentryEvent } from '../protocol/event.ts';
import { applyFingerprintRules, withoutFingerprintRule } from './fingerprint-rules/apply-fingerprint-rules.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { classifyFrames } from './stacktrace-rules/classify-frames.ts';

/** The event as it is grouped and kept: with what the rules say of its frames and its fingerprint. */
export const applyRules = (event: SentryEvent, rules: GroupingRules): SentryEvent =>
  applyFingerprintRules(classifyFrames(event, rules.stacktrace), rules.fingerprint);

/** A kept event under other rules: those that it was kept by are taken back before. */
export const applyRulesAnew = (event: SentryEvent, rules: GroupingRules): SentryEvent =>
  applyRules(withoutFingerprintRule(event), rules);
