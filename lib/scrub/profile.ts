import { KeyDecisions } from './key-decisions.ts';
import { TRAIT } from './look.ts';
import { COMMON_FILTER, IP_REPLACE, REPLACE_ONLY } from './rules/built-in.ts';
import type { Rule } from './rules/rule.ts';
import { sensitiveFieldsRule } from './rules/sensitive-fields.ts';
import { readSafeFields, type SafePaths } from './safe-fields.ts';
import type { ScrubSettings } from './settings.ts';

/** Rules that run one after the other, and the traits (see look.ts) without which none of them can match. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly needs: number;
}

/** What a project's settings come to: the reference's behaviour for its legacy switches. */
export interface Profile {
  readonly defaults: RuleSet;
  readonly replaceOnly: RuleSet;
  readonly keys: KeyDecisions;
  readonly safe: SafePaths;
  readonly removesIps: boolean;
  readonly scrubsGraphql: boolean;
  /** Nothing is switched on. */
  readonly idle: boolean;
}

/** Settings live as long as the key they came with is cached: compiled once, they are forgotten together. */
const compiled = new WeakMap<ScrubSettings, Profile>();

export function profileOf(settings: ScrubSettings): Profile {
  const known = compiled.get(settings);
  if (known !== undefined) return known;
  const profile = compile(settings);
  compiled.set(settings, profile);
  return profile;
}

function compile(settings: ScrubSettings): Profile {
  const filters = settings.scrubData && settings.scrubDefaults;
  const sensitive = settings.scrubData ? sensitiveFieldsRule(settings.sensitiveFields) : undefined;
  const rules = [
    ...(filters ? COMMON_FILTER : []),
    ...(settings.scrubIpAddresses ? IP_REPLACE : []),
    ...(sensitive === undefined ? [] : [sensitive]),
  ].sort(byId);
  return {
    defaults: ruleSet(rules),
    replaceOnly: ruleSet(filters ? REPLACE_ONLY : []),
    keys: new KeyDecisions(rules, { cookies: filters }),
    safe: readSafeFields(settings.safeFields),
    removesIps: settings.scrubIpAddresses,
    scrubsGraphql: settings.scrubData,
    idle: !settings.scrubData && !settings.scrubIpAddresses,
  };
}

const ruleSet = (rules: readonly Rule[]): RuleSet => ({
  rules,
  needs: rules.reduce((needs, rule) => needs | rule.pattern.needs, TRAIT.nul),
});

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
