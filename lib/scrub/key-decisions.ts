import { isSensitiveCookie } from './rules/cookies.ts';
import type { Rule } from './rules/rule.ts';

/** What a key alone decides about its value, as bits. */
export const KEY = {
  /** A rule takes the whole value. */
  falls: 1 << 0,
  /** A session or guard cookie, if its parent is called `cookies`. */
  cookie: 1 << 1,
  /** One such cookie, named in a span attribute. */
  cookieAttribute: 1 << 2,
  /** A whole cookie line. */
  cookieLine: 1 << 3,
} as const;

/** Keys repeat from event to event; more different ones than this come from no ordinary application. */
const MAX_REMEMBERED_KEYS = 2_000;
/** In characters; longer keys are judged each time. */
const MAX_REMEMBERED_LENGTH = 64;

const COOKIE_ATTRIBUTES = ['http.request.header.cookie', 'http.response.header.set-cookie'];

/** The judgement of keys, remembered. */
export class KeyDecisions {
  readonly #known = new Map<string, number>();
  readonly #rules: readonly Rule[];
  readonly #cookies: boolean;

  constructor(rules: readonly Rule[], options: { cookies: boolean }) {
    this.#rules = rules.filter(rule => rule.matchesKey !== undefined);
    this.#cookies = options.cookies;
  }

  /** For keys of JSON objects. */
  of(key: string): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const decision = this.judge(key);
    if (key.length > MAX_REMEMBERED_LENGTH) return decision;
    if (this.#known.size >= MAX_REMEMBERED_KEYS) this.#known.clear();
    this.#known.set(key, decision);
    return decision;
  }

  /** For keys that may be slices of a long text, such as a query string: remembering one would keep all of the text. */
  judge(key: string): number {
    return (this.fallingRule(key) === undefined ? 0 : KEY.falls) | (this.#cookies ? judgeCookie(key) : 0);
  }

  fallingRule(key: string): Rule | undefined {
    return this.#rules.find(rule => rule.matchesKey?.(key));
  }
}

function judgeCookie(key: string): number {
  if (isSensitiveCookie(key)) return KEY.cookie;
  const name = key.toLowerCase();
  const attribute = COOKIE_ATTRIBUTES.find(each => name.startsWith(each));
  if (attribute === undefined) return 0;
  if (name === attribute) return KEY.cookieLine;
  return name[attribute.length] === '.' && isSensitiveCookie(name.slice(attribute.length + 1))
    ? KEY.cookieAttribute
    : 0;
}
