/**
 * What one cheap pass over a text can tell: a set of traits, as bits. A rule names the traits without which it cannot
 * match, so a text that has none of them costs this one pass and nothing else. A trait may be reported wrongly present
 * (then a rule looks in vain), never wrongly absent.
 */
export const TRAIT = {
  keyword: 1 << 0,
  bearer: 1 << 1,
  at: 1 << 2,
  cardDigits: 1 << 3,
  ibanHead: 1 << 4,
  ssnMiddle: 1 << 5,
  dashes: 1 << 6,
  ipv4Digits: 1 << 7,
  colonPair: 1 << 8,
  ipv6Colons: 1 << 9,
  /** Every text has it: for patterns that no trait tells about. */
  any: 1 << 10,
  nul: 1 << 11,
  // of the strict profile's rules only
  escapedAt: 1 << 12,
  secretWord: 1 << 13,
  jwt: 1 << 14,
  awsKey: 1 << 15,
  googleKey: 1 << 16,
  githubToken: 1 << 17,
  slackToken: 1 << 18,
  paymentKey: 1 << 19,
  npmToken: 1 << 20,
  basic: 1 << 21,
  phoneDigits: 1 << 22,
  registrationDigits: 1 << 23,
  dottedDigits: 1 << 24,
  /** Something is spelled with escapes, as in URLs, forms and JSON. */
  escaped: 1 << 25,
} as const;
