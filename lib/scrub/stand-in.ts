import { type IdentityKind, isPseudonym, pseudonym } from './pseudonym.ts';
import type { Mark } from './remarks.ts';
import type { ScrubSettings } from './settings.ts';

/** What takes the place of a user's e-mail address, name, id or IP address. */
export interface StandIn {
  readonly rule: string;
  /** The reference's letter for what was done: p pseudonymized, s substituted. */
  readonly type: Mark['type'];
  /** An id says nothing of its user by itself: it stays unless a rule matches something in it. */
  readonly onlyWhenMatched: boolean;
  readonly of: (value: string) => string;
}

const KINDS: readonly IdentityKind[] = ['email', 'username', 'name', 'id', 'ip'];

/** By kind, without those that are switched off: each has the rule id `allim:user-<kind>`. */
export function standInsOf({ disabledRules = [], pseudonymKey = '' }: ScrubSettings): Map<IdentityKind, StandIn> {
  const enabled = KINDS.filter(kind => !disabledRules.includes(standInRule(kind)));
  return new Map(enabled.map(kind => [kind, standIn(kind, pseudonymKey)]));
}

export const standInRule = (kind: IdentityKind): string => `allim:user-${kind}`;

/** A pseudonym without a secret key could be traced back by trying all addresses: without key nothing is told. */
function standIn(kind: IdentityKind, key: string): StandIn {
  const base = { rule: standInRule(kind), onlyWhenMatched: kind === 'id' };
  const plain = `[${kind}]`;
  if (key === '') return { ...base, type: 's', of: () => plain };
  return { ...base, type: 'p', of: value => (isStandIn(value) ? value : pseudonym(kind, value, key)) };
}

/** What this or another station wrote in the place of a value. */
const isStandIn = (value: string): boolean => isPseudonym(value) || BRACKETED.test(value);
const BRACKETED = /^\[(?:filtered|redacted|email|username|name|id|ip)\]$/i;
