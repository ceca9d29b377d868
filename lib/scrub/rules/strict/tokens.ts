import { TRAIT } from '../../trait.ts';
import { allMatches } from '../all-matches.ts';
import { NOWHERE, type Pattern, type Ranges } from '../rule.ts';
import { matchesWhere } from './matches-where.ts';
import { mergeRanges } from './merge-ranges.ts';

const token = (needs: number, regex: RegExp): Pattern => ({ needs, find: text => allMatches(regex, text) });

/** JSON Web Tokens and encrypted ones: the first part is JSON, and so begins with `{"`. */
export const jwt: Pattern = token(TRAIT.jwt, /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*){0,3}/g);

export const googleKey: Pattern = token(TRAIT.googleKey, /(?<![\w-])AIza[\w-]{35}(?![\w-])/g);

export const githubToken: Pattern = token(
  TRAIT.githubToken,
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255})(?!\w)/g,
);

export const slackToken: Pattern = token(TRAIT.slackToken, /(?<!\w)xox[a-z](?:-[A-Za-z0-9]{2,}){2,}/g);

/** Secret and restricted keys of Stripe; publishable ones are public. */
export const stripeKey: Pattern = token(TRAIT.paymentKey, /(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{10,}/g);

/** Secret keys of Korean payment services, as of Toss Payments and PortOne; client keys are public. */
export const tossKey: Pattern = token(TRAIT.paymentKey, /(?<![A-Za-z0-9])(?:live|test)_g?sk_[A-Za-z0-9]{10,}/g);

export const npmToken: Pattern = token(TRAIT.npmToken, /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g);

const AWS_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
const AWS_SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
/** How far from an id a secret is looked for: a line or two. */
const AWS_REACH = 160;
const GIT_SHA = /^[0-9a-f]{40}$/;

/** Ids of AWS keys, and next to one its secret: forty characters that are no git sha. */
export const awsKey: Pattern = { needs: TRAIT.awsKey, find: findAwsKeys };

function findAwsKeys(text: string): Ranges {
  const ids = allMatches(AWS_ID, text);
  if (ids.length === 0) return NOWHERE;
  let near = 0;
  const secrets = matchesWhere(AWS_SECRET, text, (value, start, end) => {
    // both lists ascend: ids that end too far before this secret are too far before the later ones
    while (near < ids.length && ids[near + 1]! < start - AWS_REACH) near += 2; // ids come in twos
    return near < ids.length && ids[near]! < end + AWS_REACH && !GIT_SHA.test(value);
  });
  return mergeRanges(ids, secrets);
}

const BEARER = /\bbearer\s{1,8}([\w.~+/=-]{6,})/gi;
/** A word is no token: "the bearer authentication failed". */
const TOKEN_LIKE = /\d|[a-z][A-Z]|[._~+/=]\w|^.{24,}$/;

/** The token after `Bearer`. */
export const bearerToken: Pattern = {
  needs: TRAIT.bearer,
  find: text => matchesWhere(BEARER, text, value => TOKEN_LIKE.test(value)),
};

const BASIC = /\bbasic\s{1,8}([A-Za-z0-9+/]{6,}={0,2})/gi;

/** The credentials after `Basic`: base64 of `user:password`. */
export const basicToken: Pattern = {
  needs: TRAIT.basic,
  find: text => matchesWhere(BASIC, text, value => decode(value).includes(':')),
};

function decode(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  return text.includes('\uFFFD') ? '' : text;
}
