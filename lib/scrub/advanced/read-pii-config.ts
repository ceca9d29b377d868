import { isObject, type Json } from '../../protocol/json.ts';
import { isFault, parseSelector } from './parse-selector.ts';
import { readRule } from './read-rule.ts';
import { MAX_NAMES, resolveRules, ruleNamed } from './resolve-rules.ts';
import type { AdvancedRule } from './rule.ts';
import type { RuleSpec } from './rule-spec.ts';
import type { Selector } from './selector.ts';

/** Rules of one's own. Ours. */
const MAX_RULES = 200;
/** Selectors. Each value of an event is held against each of them. Ours. */
const MAX_APPLICATIONS = 200;
/** All patterns of a config together. The reference has the same number for one. */
const MAX_PATTERN_BYTES = 256 * 1024;

/** Rules, and the values they are for. */
export interface Application {
  readonly selector: Selector;
  readonly rules: readonly AdvancedRule[];
}

export interface ReadConfig {
  /** In the order of the config. */
  readonly applications: readonly Application[];
  /** What of the config has no effect, each with its place and the reason. */
  readonly faults: readonly string[];
}

/** Reads a config of advanced rules (`PiiConfig`) with all its faults; what is faulty has no effect. */
export function readPiiConfig(config: Json | undefined): ReadConfig {
  if (!isObject(config)) return { applications: [], faults: ['the config is no object'] };
  const faults: string[] = [];
  const own = readRules(config.rules, faults);
  return { applications: readApplications(config.applications, own, faults), faults };
}

/** Whether reading it takes the pattern engine. */
export const hasPatterns = (config: Json | undefined): boolean =>
  isObject(config) && isObject(config.rules) && Object.values(config.rules).some(rule => patternsOf(rule).length > 0);

const patternsOf = (rule: Json | undefined): string[] =>
  isObject(rule) ? [rule.pattern, rule.keyPattern].filter(pattern => typeof pattern === 'string') : [];

function readRules(rules: Json | undefined, faults: string[]): ReadonlyMap<string, RuleSpec> {
  const own = new Map<string, RuleSpec>();
  let budget = MAX_PATTERN_BYTES;
  for (const [name, rule] of entriesOf(rules, 'rules', MAX_RULES, faults)) {
    budget -= Buffer.byteLength(patternsOf(rule).join(''));
    if (budget < 0) {
      faults.push(`rules: all patterns together are longer than ${MAX_PATTERN_BYTES} bytes`);
      break;
    }
    const read = readRule(rule);
    if ('fault' in read) faults.push(`${placeOf('rules', name, read.at)} ${read.fault}`);
    else own.set(name, read.value);
  }
  for (const [name, spec] of own) {
    if (spec.kind === 'many') noteUnknown(own, spec.names, placeOf('rules', name), faults);
  }
  return own;
}

function readApplications(
  applications: Json | undefined,
  own: ReadonlyMap<string, RuleSpec>,
  faults: string[],
): readonly Application[] {
  const read: Application[] = [];
  for (const [text, names] of entriesOf(applications, 'applications', MAX_APPLICATIONS, faults)) {
    const place = placeOf('applications', text);
    const selector = parseSelector(text);
    if (isFault(selector)) faults.push(`${place} ${selector.fault}`);
    else if (!isListOfNames(names)) faults.push(`${place} is no list of at most ${MAX_NAMES} names of rules`);
    else {
      noteUnknown(own, names, place, faults);
      read.push({ selector, rules: resolveRules(own, names) });
    }
  }
  return read;
}

function noteUnknown(
  own: ReadonlyMap<string, RuleSpec>,
  names: readonly string[],
  place: string,
  faults: string[],
): void {
  for (const name of names) {
    if (ruleNamed(own, name) === undefined) faults.push(`${place} names an unknown rule: ${quote(name)}`);
  }
}

const isListOfNames = (names: Json | undefined): names is string[] =>
  Array.isArray(names) && names.length <= MAX_NAMES && names.every(name => typeof name === 'string');

function entriesOf(part: Json | undefined, at: string, max: number, faults: string[]): [string, Json | undefined][] {
  if (part === undefined || part === null) return [];
  if (!isObject(part)) faults.push(`${at} is no object`);
  const entries = isObject(part) ? Object.entries(part) : [];
  if (entries.length > max) faults.push(`${at} has more than ${max} entries`);
  return entries.slice(0, max);
}

/** In characters: longer names are shown cut. */
const MAX_SHOWN = 80;

const placeOf = (at: string, name: string, within = ''): string =>
  `${at}.${quote(name)}${within === '' ? '' : `.${within}`}`;

const quote = (name: string): string => JSON.stringify(name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name);
