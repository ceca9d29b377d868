import { TRAIT } from '../trait.ts';
import { allMatches } from './all-matches.ts';
import { NOWHERE, type Pattern, type Ranges } from './rule.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|[01]?\\d\\d?)';
const V4 = `${OCTET}(?:\\.${OCTET}){3}`;
const GROUP = '[0-9a-f]{1,4}';
const GROUPS = 8;

/** Every way to write an IPv6 address: whole, with `::` after n groups, with a zone, with an IPv4 tail. */
const V6 = [
  `::(?:ffff(?::0{1,4})?:)?${V4}`,
  `(?:${GROUP}:){1,4}:${V4}`,
  `(?:${GROUP}:){${GROUPS - 1}}${GROUP}`,
  `fe80:(?::${GROUP}){1,4}%[0-9a-z]{1,16}`,
  ...Array.from({ length: GROUPS - 2 }, (_, n) => `(?:${GROUP}:){${n + 1}}(?::${GROUP}){1,${GROUPS - 2 - n}}`),
  `(?:${GROUP}:){1,${GROUPS - 1}}:`,
  `:(?:(?::${GROUP}){1,${GROUPS - 1}}|:)`,
].join('|');

/** Both delimiters belong to the match, so of two addresses with one space between them only the first is seen. */
const DELIMITER = '[\\s!-/:-@[-`{-~]';
const IPV4 = new RegExp(`\\b${V4}\\b`, 'g');
/** Dear to search for, so not without need: every address has this. */
const HINT = new RegExp(`::|(?:${GROUP}:){${GROUPS - 1}}`, 'i');
const IPV6 = new RegExp(`(${DELIMITER}|^)(${V6})(?:${DELIMITER}|$)`, 'gi');

/** IPv4 addresses anywhere. */
export const ipv4Address: Pattern = { needs: TRAIT.ipv4Digits, find: text => allMatches(IPV4, text) };

/** IPv6 addresses between blanks, punctuation or the text's ends. */
export const ipv6Address: Pattern = { needs: TRAIT.colonPair | TRAIT.ipv6Colons, find: findV6 };

function findV6(text: string): Ranges {
  if (!HINT.test(text)) return NOWHERE;
  IPV6.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = IPV6.exec(text); match !== null; match = IPV6.exec(text)) {
    const [, before = '', address = ''] = match;
    const start = match.index + before.length;
    ranges ??= [];
    ranges.push(start, start + address.length);
  }
  return ranges ?? NOWHERE;
}
