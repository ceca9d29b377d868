import { REMOVE, type Redaction, replaceBy } from './redaction.ts';
import type { ManyRules, RuleSpec } from './rule-spec.ts';
import { COOKIES, RULE_TYPES, type RuleType, type RuleTypeName, URL_PASSWORD } from './rule-type.ts';

type Suffix = 'replace' | 'mask' | 'hash' | 'remove';

/** What a rule without suffix does, and what `:replace` writes. */
interface Defaults {
  readonly suffix: Suffix;
  readonly text: string;
}

const DEFAULTS: Readonly<Record<RuleTypeName, Defaults>> = {
  anything: { suffix: 'replace', text: '[Filtered]' },
  password: { suffix: 'remove', text: '[password]' },
  bearer: { suffix: 'replace', text: 'Bearer [token]' },
  creditcard: { suffix: 'replace', text: '[creditcard]' },
  iban: { suffix: 'replace', text: '[iban]' },
  email: { suffix: 'replace', text: '[email]' },
  ip: { suffix: 'replace', text: '[ip]' },
  mac: { suffix: 'mask', text: '[mac]' },
  uuid: { suffix: 'mask', text: '[uuid]' },
  imei: { suffix: 'replace', text: '[imei]' },
  pemkey: { suffix: 'replace', text: '[pemkey]' },
  urlauth: { suffix: 'replace', text: '[auth]' },
  usssn: { suffix: 'mask', text: '[us-ssn]' },
  userpath: { suffix: 'replace', text: '[user]' },
};

const COMMON: readonly RuleTypeName[] = [
  'bearer',
  'creditcard',
  'email',
  'iban',
  'ip',
  'password',
  'pemkey',
  'urlauth',
  'userpath',
  'usssn',
];

/** What the settings' own rules filter. */
const FILTERED: readonly RuleTypeName[] = ['bearer', 'creditcard', 'iban', 'password', 'pemkey', 'usssn'];
const SUFFIXES: readonly Suffix[] = ['replace', 'mask', 'hash', 'remove'];
const FILTER = ':filter';

const one = (type: RuleType, redaction: Redaction): RuleSpec => ({ kind: 'one', type, redaction });
const many = (names: readonly string[]): ManyRules => ({
  kind: 'many',
  names,
  hideInner: false,
  redaction: undefined,
});

/** Every rule that needs no definition, by its name. */
export const BUILT_IN_RULES: ReadonlyMap<string, RuleSpec> = new Map([
  ...(Object.keys(DEFAULTS) as RuleTypeName[]).flatMap(rulesOf), // the keys of a constant
  ...(['anything', ...FILTERED] as const).map(filterRule),
  ['@cookies:filter', one(COOKIES, replaceBy())],
  ['@urlauth:legacy', one(URL_PASSWORD, replaceBy())],
  ['@imei:mask', one(RULE_TYPES.imei, { method: 'hash', text: '' })],
  ['@common', many(COMMON.map(nameOf))],
  [`@common${FILTER}`, many([...FILTERED.map(type => `${nameOf(type)}${FILTER}`), '@urlauth:legacy'])],
  ...SUFFIXES.map((suffix): [string, RuleSpec] => [
    `@common:${suffix}`,
    many(COMMON.map(type => `${nameOf(type)}:${suffix}`)),
  ]),
]);

function rulesOf(type: RuleTypeName): [string, RuleSpec][] {
  const { suffix: byDefault, text } = DEFAULTS[type];
  const suffixed = SUFFIXES.map((suffix): [string, RuleSpec] => [
    `${nameOf(type)}:${suffix}`,
    one(RULE_TYPES[type], redactionOf(suffix, text)),
  ]);
  const bare: RuleSpec = { ...many([`${nameOf(type)}:${byDefault}`]), hideInner: true }; // it is reported by its own name
  return [[nameOf(type), bare], ...suffixed];
}

function redactionOf(method: Suffix, text: string): Redaction {
  if (method === 'replace') return replaceBy(text);
  return method === 'remove' ? REMOVE : { method, text: '' };
}

function filterRule(type: RuleTypeName): [string, RuleSpec] {
  return [`${nameOf(type)}${FILTER}`, one(RULE_TYPES[type], replaceBy())];
}

function nameOf(type: RuleTypeName): string {
  return `@${type}`;
}
