import { allMatches } from '../rules/all-matches.ts';
import { bearer } from '../rules/bearer.ts';
import { cookies } from '../rules/cookies.ts';
import { creditCard } from '../rules/credit-card.ts';
import { email } from '../rules/email.ts';
import { iban } from '../rules/iban.ts';
import { ipv4Address, ipv6Address } from '../rules/ip-address.ts';
import { isPasswordKey, password } from '../rules/password.ts';
import { pemKey } from '../rules/pem-key.ts';
import type { Pattern } from '../rules/rule.ts';
import { urlPassword } from '../rules/url-password.ts';
import { usSsn } from '../rules/us-ssn.ts';
import { TRAIT } from '../trait.ts';
import { urlCredentials } from './url-credentials.ts';
import { userPath } from './user-path.ts';

/** What a rule looks for. */
export interface RuleType {
  /** Takes any value, also one that is no text. */
  readonly anything: boolean;
  /** Run one after the other over a text. */
  readonly patterns: readonly Pattern[];
  /** Keys by which the whole value falls. */
  readonly matchesKey?: (key: string) => boolean;
}

const typeOf = (...patterns: Pattern[]): RuleType => ({ anything: false, patterns });
const matching = (regex: RegExp): Pattern => ({ needs: TRAIT.any, find: text => allMatches(regex, text) });

const WHOLE: Pattern = { needs: TRAIT.any, find: text => [0, text.length] };
/** Six pairs of hex digits. */
const MAC = /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi;
/** As in the reference any letters will do, and the hyphens are dispensable. */
const UUID = /\b[a-z0-9]{8}-?[a-z0-9]{4}-?[a-z0-9]{4}-?[a-z0-9]{4}-?[a-z0-9]{12}\b/gi;
/** Of a mobile phone: type, serial number, and one check digit or the two of a software version. */
const IMEI = /\b\d{2}-?\d{6}-?\d{6}-?\d{1,2}\b/g;

export const ANYTHING: RuleType = { anything: true, patterns: [WHOLE] };
export const URL_PASSWORD = typeOf(urlPassword);
export const COOKIES = typeOf(cookies);

/** The types of the built-in rules, which rules of one's own may have too. */
export const RULE_TYPES = {
  anything: ANYTHING,
  password: { anything: false, patterns: [password], matchesKey: isPasswordKey },
  bearer: typeOf(bearer),
  creditcard: typeOf(creditCard),
  iban: typeOf(iban),
  email: typeOf(email),
  ip: typeOf(ipv4Address, ipv6Address),
  mac: typeOf(matching(MAC)),
  uuid: typeOf(matching(UUID)),
  imei: typeOf(matching(IMEI)),
  pemkey: typeOf(pemKey),
  urlauth: typeOf(urlCredentials),
  usssn: typeOf(usSsn),
  userpath: typeOf(userPath),
} as const satisfies Record<string, RuleType>;

export type RuleTypeName = keyof typeof RULE_TYPES;
