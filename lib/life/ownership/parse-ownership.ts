import { MAX_PATTERN_LENGTH, parseGlob } from '../../filter/glob.ts';
import type { Owner, OwnershipRule, RuleType } from './rule.ts';

/** Characters of a file, as in Sentry. */
export const MAX_OWNERSHIP_CHARS = 100_000;
export const MAX_RULES = 1_000;
/** Owners of one rule: only the first is assigned, and few are told. */
const MAX_OWNERS = 20;
/** Characters of an address (RFC 5321) or a slug. */
const MAX_OWNER_CHARS = 254;

export interface OwnershipFault {
  /** Counts from 1. */
  line: number;
  why: string;
}

export type ParsedOwnership = { rules: OwnershipRule[] } | { fault: OwnershipFault };

/** The rules of a file, in its order; or what is wrong with the first line that is none. */
export const parseOwnership = (raw: string): ParsedOwnership => {
  const rules: OwnershipRule[] = [];
  for (const [index, line] of raw.split('\n').entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const rule = rules.length < MAX_RULES ? parseRule(text) : `a file has at most ${MAX_RULES} rules`;
    if (typeof rule === 'string') return { fault: { line: index + 1, why: rule } };
    rules.push(rule);
  }
  return { rules };
};

/** A rule, or what is wrong with it. */
const parseRule = (text: string): OwnershipRule | string => {
  const matcher = readMatcher(text);
  if (typeof matcher === 'string') return matcher;
  const words = text.slice(matcher.end).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 'a rule needs an owner: an e-mail address, or #team';
  if (words.length > MAX_OWNERS) return `a rule has at most ${MAX_OWNERS} owners`;
  const owners: Owner[] = [];
  for (const word of words) {
    const owner = parseOwner(word);
    if (!owner) return `${word.slice(0, 100)} is no owner: expected an e-mail address, or #team`;
    owners.push(owner);
  }
  return { type: matcher.type, ...(matcher.key && { key: matcher.key }), pattern: matcher.pattern, owners };
};

interface Matcher {
  type: RuleType;
  key?: string;
  pattern: string;
  /** Where the owners begin. */
  end: number;
}

/** `tags.my-key:` and `tags."my key":`. Anything else before a colon is a part of the path, such as a drive. */
const TYPE = /^(?:(path|module|url|codeowners)|tags\.(?:"([^"]{1,200})"|([^\s":]{1,200}))):/;

const readMatcher = (text: string): Matcher | string => {
  const found = TYPE.exec(text);
  const key = found?.[2] ?? found?.[3];
  // The expression knows these four words only.
  const type = key === undefined ? ((found?.[1] ?? 'path') as RuleType) : 'tags';
  const from = found?.[0].length ?? 0;
  const quoted = text[from] === '"';
  const end = quoted ? text.indexOf('"', from + 1) : endOfWord(text, from);
  if (end === -1) return 'a quote is never closed';
  const pattern = text.slice(quoted ? from + 1 : from, end);
  const fault = faultOf(pattern);
  return fault ?? { type, ...(key !== undefined && { key }), pattern, end: quoted ? end + 1 : end };
};

const faultOf = (pattern: string): string | undefined => {
  if (pattern === '') return 'a rule needs a pattern';
  if (pattern.length > MAX_PATTERN_LENGTH) return `a pattern has at most ${MAX_PATTERN_LENGTH} characters`;
  return parseGlob(pattern) ? undefined : 'a pattern with so many braces is too wide';
};

const endOfWord = (text: string, from: number): number => {
  const length = text.slice(from).search(/\s/);
  return length === -1 ? text.length : from + length;
};

const ADDRESS = /^[^\s@#]+@[^\s@#]+$/;
const TEAM = /^#[\w-]+$/;

const parseOwner = (word: string): Owner | undefined => {
  if (word.length > MAX_OWNER_CHARS) return undefined;
  if (TEAM.test(word)) return { type: 'team', name: word.slice(1) };
  return ADDRESS.test(word) ? { type: 'user', name: word } : undefined;
};
