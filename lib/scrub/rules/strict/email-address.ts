import { TRAIT } from '../../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from '../rule.ts';

/** Plainly, or escaped in a URL. */
const AT = /@|%40/g;
const LOCAL = /[a-z0-9._+'-]/i;
const EDGE = /[a-z0-9]/i;
const DOMAIN = /[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![a-z0-9])/iy;
/** `icon@2x.png`, `pay@checkout.js:88`, `lodash@4.17.21.tgz`: a name's end that is no top-level domain. */
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|[cm]?[jt]sx?|map|json|html?|tgz|gz|zip|vue|php|py|rb|java|kt|swift|dart|wasm)$/i;
/** `git@github.com:owner/repository` names no person. */
const REMOTE = /^git$/i;
/** In characters, of RFC 5321. */
const MAX_LOCAL = 64;

/** E-mail addresses without what a URL or an assignment puts before them, and no names of files or packages. */
export const emailAddress: Pattern = { needs: TRAIT.at | TRAIT.escapedAt, find: findAddresses };

function findAddresses(text: string): Ranges {
  let ranges: number[] | undefined;
  let after = 0;
  AT.lastIndex = 0;
  for (let at = AT.exec(text); at !== null; at = AT.exec(text)) {
    const start = localStart(text, at.index, after);
    DOMAIN.lastIndex = AT.lastIndex;
    const domain = DOMAIN.exec(text);
    if (start === at.index || domain === null || FILE.test(domain[0])) continue;
    if (REMOTE.test(text.slice(start, at.index))) continue;
    after = DOMAIN.lastIndex;
    AT.lastIndex = after;
    ranges ??= [];
    ranges.push(start, after);
  }
  return ranges ?? NOWHERE;
}

/** Where the local part before `at` begins; `at` itself when there is none. */
function localStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > Math.max(floor, at - MAX_LOCAL) && LOCAL.test(text.charAt(start - 1))) start--;
  while (start < at && !EDGE.test(text.charAt(start))) start++;
  return start;
}
