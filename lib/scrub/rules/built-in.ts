import { bearer } from './bearer.ts';
import { cookies } from './cookies.ts';
import { creditCard } from './credit-card.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { ipv4Address, ipv6Address } from './ip-address.ts';
import { isPasswordKey, password } from './password.ts';
import { pemKey } from './pem-key.ts';
import type { Rule } from './rule.ts';
import { urlPassword } from './url-password.ts';
import { usSsn } from './us-ssn.ts';

export const FILTERED = '[Filtered]';

/** Rules run in the order of their ids, as in the reference: it decides which rule a redaction is reported by. */
export const COMMON_FILTER: readonly Rule[] = [
  { id: '@bearer:filter', pattern: bearer, replacement: FILTERED },
  { id: '@creditcard:filter', pattern: creditCard, replacement: FILTERED },
  { id: '@iban:filter', pattern: iban, replacement: FILTERED },
  { id: '@password:filter', pattern: password, replacement: FILTERED, matchesKey: isPasswordKey },
  { id: '@pemkey:filter', pattern: pemKey, replacement: FILTERED },
  { id: '@urlauth:legacy', pattern: urlPassword, replacement: FILTERED },
  { id: '@usssn:filter', pattern: usSsn, replacement: FILTERED },
];

/** For texts which must stay readable: no rule of these takes more than what it matched. */
export const REPLACE_ONLY: readonly Rule[] = [
  { id: '@bearer:replace', pattern: bearer, replacement: 'Bearer [token]' },
  { id: '@creditcard:replace', pattern: creditCard, replacement: '[creditcard]' },
  { id: '@email:replace', pattern: email, replacement: '[email]' },
  { id: '@iban:replace', pattern: iban, replacement: '[iban]' },
  { id: '@usssn:replace', pattern: usSsn, replacement: '[us-ssn]' },
];

export const IP_REPLACE: readonly Rule[] = [
  { id: '@ip:replace', pattern: ipv4Address, replacement: '[ip]' },
  { id: '@ip:replace', pattern: ipv6Address, replacement: '[ip]' },
];

export const COOKIES_FILTER: Rule = { id: '@cookies:filter', pattern: cookies, replacement: FILTERED };
/** Takes a value whatever it holds. */
export const ANYTHING_FILTER = { id: '@anything:filter', replacement: FILTERED };
export const ANYTHING_REMOVE_ID = '@anything:remove';
