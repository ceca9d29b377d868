import type { FingerprintMatcher, FingerprintRule } from './fingerprint-rule.ts';
import { joinMatchers } from './join-matchers.ts';
import { readMatcher } from './read-matcher.ts';
import { RuleLine } from './rule-line.ts';

/** Characters of a project's rules. */
export const MAX_FINGERPRINT_RULES_CHARS = 65_536;
export const MAX_FINGERPRINT_RULES = 500;
/** Of one rule. */
const MAX_MATCHERS = 32;
const MAX_VALUES = 32;

export interface RuleFault {
  /** Counts from 1, as columns do. */
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

export type ParsedFingerprintRules = { readonly rules: readonly FingerprintRule[] } | { readonly fault: RuleFault };

/** One rule a line, in their order; or what is wrong with the first line that is none. */
export function parseFingerprintRules(text: string, options: { isBuiltIn?: boolean } = {}): ParsedFingerprintRules {
  if (text.length > MAX_FINGERPRINT_RULES_CHARS) {
    return { fault: { line: 1, column: 1, why: `rules have at most ${MAX_FINGERPRINT_RULES_CHARS} characters` } };
  }
  const rules: FingerprintRule[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const reader = new RuleLine(line);
    if (reader.isOver()) continue;
    if (rules.length === MAX_FINGERPRINT_RULES) reader.fail(`there are at most ${MAX_FINGERPRINT_RULES} rules`);
    const rule = reader.fault ? undefined : readRule(reader, options.isBuiltIn === true);
    if (reader.fault) return { fault: { line: index + 1, ...reader.fault } };
    if (rule) rules.push(rule);
  }
  return { rules };
}

function readRule(line: RuleLine, isBuiltIn: boolean): FingerprintRule | undefined {
  const matchers = readMatchers(line);
  const values = line.fault ? undefined : readValues(line);
  if (line.fault || values === undefined) return undefined;
  const { fingerprint, title } = values;
  return {
    matchers,
    joined: joinMatchers(matchers),
    fingerprint,
    ...(title !== undefined && { title }),
    isBuiltIn,
    text: textOf(matchers, values),
  };
}

function readMatchers(line: RuleLine): FingerprintMatcher[] {
  const matchers: FingerprintMatcher[] = [];
  if (line.isNext('->')) line.fail('a rule begins with a matcher such as type:DatabaseError');
  while (!line.fault && !line.take('->')) {
    if (line.isOver()) line.fail('expected -> and the fingerprint behind it');
    else if (matchers.length === MAX_MATCHERS) line.fail(`a rule has at most ${MAX_MATCHERS} matchers`);
    const matcher = line.fault ? undefined : readMatcher(line);
    if (matcher) matchers.push(matcher);
  }
  return matchers;
}

interface RuleValues {
  readonly fingerprint: readonly string[];
  readonly title?: string;
}

const TITLE = 'title=';

function readValues(line: RuleLine): RuleValues | undefined {
  const fingerprint: string[] = [];
  let title: string | undefined;
  while (!line.fault && !line.isOver()) {
    if (fingerprint.length === MAX_VALUES) return line.fail(`a fingerprint has at most ${MAX_VALUES} values`);
    if (line.take(TITLE)) title = line.quoted() ?? line.fail('a title stands in quotes');
    else {
      const attribute = line.attribute();
      if (attribute) return line.fail(`${attribute} is no attribute of a fingerprint; there is title="…"`);
      const value = line.value();
      if (value === undefined) return undefined;
      fingerprint.push(value);
    }
    line.take(',');
  }
  if (fingerprint.length === 0) return line.fail('expected a fingerprint behind ->');
  return { fingerprint, ...(title !== undefined && { title }) };
}

function textOf(matchers: readonly FingerprintMatcher[], { fingerprint, title }: RuleValues): string {
  const conditions = matchers.map(({ negated, key, pattern }) => `${negated ? '!' : ''}${key}:"${pattern}"`);
  const attributes = title === undefined ? '' : ` title="${title}"`;
  return `${conditions.join(' ')} -> "${fingerprint.join('')}"${attributes}`;
}
