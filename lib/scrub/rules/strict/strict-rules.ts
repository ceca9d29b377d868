import { TRAIT } from '../../trait.ts';
import type { Rule } from '../rule.ts';
import { assignedSecret, isSecretKey } from './assigned-secret.ts';
import { bankAccount, isAccountKey } from './bank-account.ts';
import { businessNumber } from './business-number.ts';
import { checkedIban } from './checked-iban.ts';
import { driversLicence, isLicenceKey } from './drivers-licence.ts';
import { emailAddress } from './email-address.ts';
import { ipv4InText, ipv6InText } from './ip-in-text.ts';
import { foreignerNumber, residentNumber } from './korean-registration.ts';
import { isPassportKey, passport } from './passport.ts';
import { isCardKey, paymentCard } from './payment-card.ts';
import { phone } from './phone.ts';
import {
  awsKey,
  basicToken,
  bearerToken,
  githubToken,
  googleKey,
  jwt,
  npmToken,
  slackToken,
  stripeKey,
  tossKey,
} from './tokens.ts';
import { urlCredentials } from './url-credentials.ts';

export interface StrictRule extends Rule {
  /** Sentry's rules for the same, which know less of it. */
  readonly replaces?: readonly string[];
}

const byKey = (matchesKey: (key: string) => boolean) => ({ matchesKey, keyNeeds: TRAIT.any });

/**
 * The rules of the strict profile in the order they run: what is surely a secret first, then what a number's form, check
 * digit or neighbours tell, the surer before the less sure; addresses last, as they look at words that rules may take.
 */
export const STRICT_RULES: readonly StrictRule[] = [
  { id: 'allim:jwt', pattern: jwt, replacement: '[jwt]' },
  { id: 'allim:aws-key', pattern: awsKey, replacement: '[aws-key]' },
  { id: 'allim:google-key', pattern: googleKey, replacement: '[google-key]' },
  { id: 'allim:github-token', pattern: githubToken, replacement: '[github-token]' },
  { id: 'allim:slack-token', pattern: slackToken, replacement: '[slack-token]' },
  { id: 'allim:toss-key', pattern: tossKey, replacement: '[toss-key]' },
  { id: 'allim:stripe-key', pattern: stripeKey, replacement: '[stripe-key]' },
  { id: 'allim:npm-token', pattern: npmToken, replacement: '[npm-token]' },
  { id: 'allim:bearer', pattern: bearerToken, replacement: '[token]', replaces: ['@bearer:replace'] },
  { id: 'allim:basic', pattern: basicToken, replacement: '[token]' },
  { id: 'allim:url-password', pattern: urlCredentials, replacement: '[password]' },
  { id: 'allim:password', pattern: assignedSecret, replacement: '[password]', matchesKey: isSecretKey },
  { id: 'allim:email', pattern: emailAddress, replacement: '[email]', replaces: ['@email:replace'] },
  { id: 'allim:iban', pattern: checkedIban, replacement: '[iban]', replaces: ['@iban:replace'] },
  { id: 'allim:rrn', pattern: residentNumber, replacement: '[rrn]' },
  { id: 'allim:frn', pattern: foreignerNumber, replacement: '[frn]' },
  {
    id: 'allim:creditcard',
    pattern: paymentCard,
    replacement: '[creditcard]',
    replaces: ['@creditcard:filter', '@creditcard:replace'],
    ...byKey(isCardKey),
  },
  { id: 'allim:phone', pattern: phone, replacement: '[phone]' },
  { id: 'allim:brn', pattern: businessNumber, replacement: '[brn]' },
  { id: 'allim:bank-account', pattern: bankAccount, replacement: '[bank-account]', ...byKey(isAccountKey) },
  { id: 'allim:drivers-licence', pattern: driversLicence, replacement: '[drivers-licence]', ...byKey(isLicenceKey) },
  { id: 'allim:passport', pattern: passport, replacement: '[passport]', ...byKey(isPassportKey) },
  { id: 'allim:ip', pattern: ipv4InText, replacement: '[ip]' },
  { id: 'allim:ip', pattern: ipv6InText, replacement: '[ip]' },
];
