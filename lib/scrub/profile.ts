import { type AdvancedConfig, compileAdvanced } from './advanced/compile.ts';
import type { Field } from './field.ts';
import { EVENT } from './fields.ts';
import { KeyDecisions } from './key-decisions.ts';
import { look, lookStrictly } from './look.ts';
import type { Identity } from './pseudonym.ts';
import { COMMON_FILTER, COOKIES_FILTER, IP_REPLACE, REPLACE_ONLY } from './rules/built-in.ts';
import { cookiesNamed, isSensitiveCookie } from './rules/cookies.ts';
import type { Ranges, Rule } from './rules/rule.ts';
import { sensitiveFieldsRule } from './rules/sensitive-fields.ts';
import { isSessionCookie } from './rules/strict/session-cookie.ts';
import { STRICT_RULES, type StrictRule } from './rules/strict/strict-rules.ts';
import { writtenBy } from './rules/written.ts';
import { readSafeFields, type SafeFields } from './safe-fields.ts';
import type { ScrubProfile, ScrubSettings } from './settings.ts';
import { type StandIn, standInsOf } from './stand-in.ts';
import { STRICT_EVENT } from './strict-fields.ts';
import { TRAIT } from './trait.ts';

/** Rules that run one after the other, and the traits (see trait.ts) without which none of them can match. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly needs: number;
  /** The same of each rule, in a row: most texts are judged by these numbers alone. */
  readonly needsOfEach: Int32Array;
  readonly look: (text: string) => number;
  /** Whether a project's safe fields are kept from them. */
  readonly sparesSafe: boolean;
  /** Whether they look at what escapes spell as well. */
  readonly unescapes: boolean;
}

/** What a project's settings come to. */
export interface Profile {
  /** What is known of the event's fields. */
  readonly event: Field;
  readonly defaults: RuleSet;
  readonly replaceOnly: RuleSet;
  readonly keys: KeyDecisions;
  /** For a whole line of cookies. */
  readonly cookieLine: Rule;
  readonly safe: SafeFields;
  readonly removesIps: boolean;
  readonly scrubsGraphql: boolean;
  /** What takes the place of who the user is. */
  readonly standIns: ReadonlyMap<Identity, StandIn>;
  /** Where a text shows what this profile's rules write. */
  readonly findWritten: (text: string) => Ranges;
  /** Nothing of the above is switched on. */
  readonly idle: boolean;
  /** Rules that somebody wrote down, which run before the others and under every profile. */
  readonly advanced: AdvancedConfig | undefined;
}

/** Settings without a profile were stored before there were profiles: their projects keep what they had. */
const PROFILE_BEFORE_PROFILES: ScrubProfile = 'sentry';

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
  const name = settings.profile ?? PROFILE_BEFORE_PROFILES;
  const strict = name === 'strict' && settings.scrubData ? enabledStrictRules(settings) : undefined;
  const filters = settings.scrubData && settings.scrubDefaults;
  const sensitive = settings.scrubData ? sensitiveFieldsRule(settings.sensitiveFields) : undefined;
  const rules = [
    ...(filters ? COMMON_FILTER : []),
    ...(settings.scrubIpAddresses ? IP_REPLACE : []),
    ...(sensitive === undefined ? [] : [sensitive]),
  ].sort(byId);
  const readable = filters ? REPLACE_ONLY : [];
  const defaults = strict ? withStrict(rules, strict) : rules;
  return {
    event: strict ? STRICT_EVENT : EVENT,
    defaults: strict
      ? ruleSet(defaults, lookStrictly, { sparesSafe: true, unescapes: true })
      : ruleSet(defaults, look, { sparesSafe: true, unescapes: false }),
    replaceOnly: strict
      ? ruleSet(withStrict(readable, strict), lookStrictly, { sparesSafe: true, unescapes: true })
      : ruleSet(readable, look, { sparesSafe: false, unescapes: false }),
    keys: new KeyDecisions(defaults, {
      isCookie: filters ? (strict ? isSessionCookie : isSensitiveCookie) : undefined,
      look: strict ? lookStrictly : look,
    }),
    cookieLine: strict ? STRICT_COOKIE_LINE : COOKIES_FILTER,
    safe: readSafeFields(settings.safeFields),
    removesIps: settings.scrubIpAddresses,
    scrubsGraphql: settings.scrubData,
    standIns: strict ? standInsOf(settings) : new Map(),
    findWritten: strict ? FIND_STRICTLY_WRITTEN : FIND_WRITTEN,
    idle: name === 'off' || (!settings.scrubData && !settings.scrubIpAddresses),
    advanced: compileAdvanced(settings),
  };
}

const STRICT_COOKIE_LINE: Rule = { ...COOKIES_FILTER, pattern: cookiesNamed(isSessionCookie) };

const SENTRY_RULES = [...COMMON_FILTER, ...REPLACE_ONLY, ...IP_REPLACE, COOKIES_FILTER];
const FIND_WRITTEN = writtenBy(SENTRY_RULES);
const FIND_STRICTLY_WRITTEN = writtenBy([...SENTRY_RULES, ...STRICT_RULES]);

function enabledStrictRules({ disabledRules = [] }: ScrubSettings): readonly StrictRule[] {
  const disabled = new Set(disabledRules);
  return STRICT_RULES.filter(({ id }) => !disabled.has(id));
}

/** Where a strict rule knows better than one of Sentry's what is meant, it takes that one's place. */
function withStrict(rules: readonly Rule[], strict: readonly StrictRule[]): readonly Rule[] {
  const replaced = new Set(strict.flatMap(({ replaces = [] }) => replaces));
  return [...rules.filter(({ id }) => !replaced.has(id)), ...strict];
}

const ruleSet = (
  rules: readonly Rule[],
  looks: RuleSet['look'],
  { sparesSafe, unescapes }: Pick<RuleSet, 'sparesSafe' | 'unescapes'>,
): RuleSet => ({
  rules,
  needs: rules.reduce((needs, rule) => needs | rule.pattern.needs, TRAIT.nul | (unescapes ? TRAIT.escaped : 0)),
  needsOfEach: Int32Array.from(rules, rule => rule.pattern.needs),
  look: looks,
  sparesSafe,
  unescapes,
});

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
