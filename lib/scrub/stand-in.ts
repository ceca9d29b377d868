import { type Identity, type IdentityKind, isPseudonym, pseudonym } from './pseudonym.ts';
import type { Mark } from './remarks.ts';
import type { ScrubSettings } from './settings.ts';

/** What takes the place of a user's e-mail address, name, id or IP address. */
export interface StandIn {
  readonly rule: string;
  /** The reference's letter for what was done: p pseudonymized, s substituted. */
  readonly type: Mark['type'];
  /** An id says nothing of its user by itself: it stays unless a rule matches something in it. */
  readonly onlyWhenMatched: (value: string) => boolean;
  readonly of: (value: string) => string;
}

const KINDS: readonly IdentityKind[] = ['email', 'username', 'name', 'id', 'ip'];

/** By kind, without those that are switched off: each has the rule id `allim:user-<kind>`. */
export function standInsOf({ disabledRules = [], pseudonymKey = '' }: ScrubSettings): Map<Identity, StandIn> {
  const enabled = KINDS.filter(kind => !disabledRules.includes(standInRule(kind)));
  const standIns = new Map<Identity, StandIn>(enabled.map(kind => [kind, standIn(kind, pseudonymKey)]));
  return standIns.set('tagged', taggedStandIn(new Map(standIns)));
}

/** `email:jane@example.com` becomes `email:` and what becomes of the address itself. */
const taggedStandIn = (standIns: ReadonlyMap<string, StandIn>): StandIn => {
  const split = (value: string): [kind: string, rest: string] => {
    const colon = value.indexOf(':');
    return [value.slice(0, Math.max(colon, 0)), value.slice(colon + 1)];
  };
  return {
    rule: 'allim:user-identity',
    type: 'p',
    onlyWhenMatched: value => split(value)[0] === 'id',
    of: value => {
      const [kind, rest] = split(value);
      const known = standIns.get(kind);
      return known === undefined ? value : `${kind}:${known.of(rest)}`;
    },
  };
};

export const standInRule = (kind: IdentityKind): string => `allim:user-${kind}`;

/** A pseudonym without a secret key could be traced back by trying all addresses: without key nothing is told. */
function standIn(kind: IdentityKind, key: string): StandIn {
  const base = { rule: standInRule(kind), onlyWhenMatched: () => kind === 'id' };
  const plain = `[${kind}]`;
  if (key === '') return { ...base, type: 's', of: () => plain };
  return { ...base, type: 'p', of: value => (isStandIn(value) ? value : pseudonym(kind, value, key)) };
}

/** What this or another station wrote in the place of a value. */
const isStandIn = (value: string): boolean => isPseudonym(value) || BRACKETED.test(value);
const BRACKETED = /^\[(?:filtered|redacted|email|username|name|id|ip)\]$/i;
