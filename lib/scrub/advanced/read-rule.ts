import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { NOWHERE, type Pattern } from '../rules/rule.ts';
import { TRAIT } from '../trait.ts';
import { type CustomPattern, compilePattern } from './pattern-engine.ts';
import { REMOVE, type Redaction, replaceBy } from './redaction.ts';
import { MAX_NAMES } from './resolve-rules.ts';
import type { RuleSpec } from './rule-spec.ts';
import { RULE_TYPES, type RuleType } from './rule-type.ts';

/** In characters. Ours: it may be written once for each few characters of a text. */
const MAX_REPLACEMENT_LENGTH = 200;

/** What is wrong with a rule: where in it, and why. */
export interface RuleFault {
  readonly at: string;
  readonly fault: string;
}

type Read<T> = { readonly value: T } | RuleFault;

/** Names of types that have more than one. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  url_auth: 'urlauth',
  us_ssn: 'usssn',
  redactPair: 'redact_pair',
};

/** Reads a rule of a project's own. What it has beyond what is known is left alone. */
export function readRule(rule: Json | undefined): Read<RuleSpec> {
  if (!isObject(rule)) return { at: '', fault: 'is no object' };
  if (typeof rule.type !== 'string') return { at: 'type', fault: 'is missing' };
  const redaction = readRedaction(rule.redaction);
  if ('fault' in redaction) return redaction;
  const name = Object.hasOwn(OTHER_NAMES, rule.type) ? OTHER_NAMES[rule.type] : rule.type;
  if (name === 'multiple') return readMultiple(rule, redaction.value);
  if (name === 'alias') return readAlias(rule, redaction.value);
  const type = readType(name, rule);
  return 'fault' in type ? type : { value: { kind: 'one', type: type.value, redaction: redaction.value } };
}

function readType(name: string | undefined, rule: JsonObject): Read<RuleType> {
  if (name === 'pattern') return readPattern(rule);
  if (name === 'redact_pair') return readPair(rule);
  const type = Object.entries(RULE_TYPES).find(([known]) => known === name);
  return type === undefined ? { at: 'type', fault: `is an unknown type: ${JSON.stringify(name)}` } : { value: type[1] };
}

/** No redaction is said with `undefined`, or the method `default`. */
function readRedaction(redaction: Json | undefined): Read<Redaction | undefined> {
  if (redaction === undefined || redaction === null) return { value: undefined };
  if (!isObject(redaction)) return { at: 'redaction', fault: 'is no object' };
  switch (redaction.method) {
    case 'replace':
      return readReplacement(redaction.text ?? undefined);
    case 'mask':
    case 'hash':
      return { value: { method: redaction.method, text: '' } };
    case 'remove':
      return { value: REMOVE };
    case 'default':
    case undefined:
      return { value: undefined };
    default:
      return { at: 'redaction.method', fault: `is an unknown method: ${JSON.stringify(redaction.method)}` };
  }
}

function readReplacement(text: Json | undefined): Read<Redaction> {
  if (text === undefined) return { value: replaceBy() };
  if (typeof text !== 'string') return { at: 'redaction.text', fault: 'is no text' };
  if (text.length <= MAX_REPLACEMENT_LENGTH) return { value: replaceBy(text) };
  return { at: 'redaction.text', fault: `is longer than ${MAX_REPLACEMENT_LENGTH} characters` };
}

function readPattern({ pattern, replaceGroups }: JsonObject): Read<RuleType> {
  const read = readRegex(pattern, 'pattern');
  if ('fault' in read) return read;
  const groups = replaceGroups ?? [0];
  if (!areGroups(groups, read.value)) {
    return { at: 'replaceGroups', fault: `is no list of groups from 0 to ${read.value.groupCount}` };
  }
  return { value: { anything: false, patterns: [read.value.findGroups(groups)] } };
}

function areGroups(groups: Json, { groupCount }: CustomPattern): groups is number[] {
  if (!Array.isArray(groups) || groups.length > groupCount + 1) return false;
  return groups.every(group => Number.isInteger(group) && Number(group) >= 0 && Number(group) <= groupCount);
}

function readPair({ keyPattern }: JsonObject): Read<RuleType> {
  const read = readRegex(keyPattern, 'keyPattern');
  if ('fault' in read) return read;
  const { test } = read.value;
  const whole: Pattern = { needs: TRAIT.any, find: text => (test(text) ? [0, text.length] : NOWHERE) };
  return { value: { anything: false, patterns: [whole], matchesKey: test } };
}

function readRegex(source: Json | undefined, at: string): Read<CustomPattern> {
  if (typeof source !== 'string') return { at, fault: 'is no text' };
  const pattern = compilePattern(source);
  return 'fault' in pattern ? { at, fault: pattern.fault } : { value: pattern };
}

function readMultiple({ rules, hideInner }: JsonObject, redaction: Redaction | undefined): Read<RuleSpec> {
  if (!Array.isArray(rules) || rules.length > MAX_NAMES || !rules.every(name => typeof name === 'string')) {
    return { at: 'rules', fault: `is no list of at most ${MAX_NAMES} names` };
  }
  return { value: { kind: 'many', names: rules, hideInner: hideInner === true, redaction } };
}

function readAlias({ rule, hideInner }: JsonObject, redaction: Redaction | undefined): Read<RuleSpec> {
  if (typeof rule !== 'string') return { at: 'rule', fault: 'is no name' };
  return { value: { kind: 'many', names: [rule], hideInner: hideInner === true, redaction } };
}
