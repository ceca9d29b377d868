import { TRAIT } from '../../trait.ts';
import { NOWHERE, type Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = new RegExp(`(?<![\\w.\\0]|[A-Za-z]-)${OCTET}(?:\\.${OCTET}){3}(?![\\w\\0]|\\.\\d|[-+][A-Za-z])`, 'g');
/** Words and signs after which four numbers are a version, and a product's name: host names are not capitalized. */
const VERSION =
  /(?:\b(?:v|ver|version|versions|rev|release|build|firmware|driver|sdk|agent|oid)|버전|빌드)["']?\s{0,3}[:=]?\s{0,3}["'(]?$|(?:^|[\s(;])(?:nginx|okhttp|curl|wget|node|java|php|go|axios|python|ruby|dart|apache)\/$|==$|[~^]$/i;
const PRODUCT = /(?:^|[^\w./-])[A-Z][A-Za-z]*\/$/;
const REACH = 24;
/** No host of its own: loopback, "any", broadcast, masks. Everybody has them, and they help to understand an error. */
const NOBODY = /^(?:0\.|127\.0\.0\.1$|255\.)/;

/** IPv4 addresses; not versions, and not addresses that are everybody's. */
export const ipv4InText: Pattern = {
  needs: TRAIT.dottedDigits,
  find: text => matchesWhere(V4, text, (value, start) => !NOBODY.test(value) && !isVersion(before(text, start, REACH))),
};

const isVersion = (context: string): boolean => VERSION.test(context) || PRODUCT.test(context);

/** A run of what IPv6 addresses are made of. A zone may follow, as in `fe80::1%eth0`. */
const V6 = /(?<![\w:.\0])[0-9a-f:]{1,39}:(?:[0-9a-f]{0,4}|[0-9.]{7,15})(?:%\w{1,16})?(?![\w:\0])/gi;
const HEXTET = /^[0-9a-f]{1,4}$/i;
const V4_TAIL = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const HEXTETS = 8;
/** Shorter ones are read as names in code: `a::b`, `std::`. */
const MIN_HEXTETS = 3;
/** Eight groups of two digits each are a hardware address. */
const OCTET_LENGTH = 2;
const KNOWN_HEAD = /^(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3})::/i;

/** IPv6 addresses; not names in code, clocks, MAC addresses or the loopback. */
export const ipv6InText: Pattern = {
  needs: TRAIT.colonPair | TRAIT.ipv6Colons,
  find: text => (mayHaveV6(text) ? matchesWhere(V6, text, isAddress) : NOWHERE),
};

/** Two colons side by side, or seven near one another: stack traces have many colons, and none of that. */
function mayHaveV6(text: string): boolean {
  let run = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    const distance = at - last;
    run = distance <= MAX_DISTANCE ? run + 1 : 1;
    last = at;
    if (distance === 1 || run === HEXTETS - 1) return true;
  }
  return false;
}
/** A group of four digits and the colon. */
const MAX_DISTANCE = 5;

function isAddress(value: string): boolean {
  const [address = ''] = value.split('%');
  const halves = address.split('::');
  const [head = '', tail = ''] = halves;
  const hextets = [...hextetsOf(head), ...hextetsOf(tail)];
  if (halves.length > 2 || !hextets.every((hextet, i) => isHextet(hextet, i === hextets.length - 1))) return false;
  const count = hextets.length + (hextets.at(-1)?.includes('.') ? 1 : 0);
  if (halves.length === 1) return count === HEXTETS && !hextets.every(({ length }) => length === OCTET_LENGTH);
  if (count >= HEXTETS || !/\d/.test(address)) return false;
  return count >= MIN_HEXTETS || KNOWN_HEAD.test(address);
}

const hextetsOf = (half: string): string[] => (half === '' ? [] : half.split(':'));
const isHextet = (hextet: string, isLast: boolean): boolean => HEXTET.test(hextet) || (isLast && V4_TAIL.test(hextet));
