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
/** In characters; V8 copies what is shorter instead of keeping a view of the whole. */
const MIN_SLICE_LENGTH = 13;

/** In characters; no cookie or attribute known here is longer. */
const LONGEST_COOKIE_KEY = 64;
/** What a server set, in the headers of its response. */
const SET_COOKIE = 'set-cookie';
const COOKIE_ATTRIBUTE = /^http\.(?:request\.header\.cookie|response\.header\.set-cookie)(?:\.(.+))?$/is;

/** Whether a cookie of this name is a session or guard one. */
type IsCookie = (name: string) => boolean;

/** The judgement of keys, remembered. `isCookie` is undefined where cookies are left alone. */
export class KeyDecisions {
  readonly #known = new Map<string, number>();
  readonly #rules: readonly Rule[];
  readonly #needs: number;
  readonly #isCookie: IsCookie | undefined;
  readonly #look: (text: string) => number;

  constructor(rules: readonly Rule[], options: { isCookie: IsCookie | undefined; look: (text: string) => number }) {
    this.#rules = rules.filter(rule => rule.matchesKey !== undefined);
    this.#needs = this.#rules.reduce((needs, rule) => needs | (rule.keyNeeds ?? rule.pattern.needs), 0);
    this.#isCookie = options.isCookie;
    this.#look = options.look;
  }

  /** For keys of JSON objects. */
  of(key: string): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const decision = this.#decide(key);
    if (key.length > MAX_REMEMBERED_LENGTH) return decision;
    if (this.#known.size >= MAX_REMEMBERED_KEYS) this.#known.clear();
    this.#known.set(key, decision);
    return decision;
  }

  /** For keys that may be slices of a long text, such as a query string: remembering one would keep all of the text. */
  judge(key: string): number {
    return key.length < MIN_SLICE_LENGTH ? this.of(key) : this.#decide(key);
  }

  #decide(key: string): number {
    const cookie = this.#isCookie ? judgeCookie(key, this.#isCookie) : 0;
    return (this.#look(key) & this.#needs) !== 0 && this.fallingRule(key) !== undefined ? cookie | KEY.falls : cookie;
  }

  fallingRule(key: string): Rule | undefined {
    return this.#rules.find(rule => rule.matchesKey?.(key));
  }
}

function judgeCookie(key: string, isCookie: IsCookie): number {
  if (key.length > LONGEST_COOKIE_KEY) return 0;
  if (isCookie(key)) return KEY.cookie;
  if (key.length === SET_COOKIE.length && key.toLowerCase() === SET_COOKIE) return KEY.cookieLine;
  const attribute = COOKIE_ATTRIBUTE.exec(key);
  if (attribute === null) return 0;
  const [, name] = attribute;
  if (name === undefined) return KEY.cookieLine;
  return isCookie(name) ? KEY.cookieAttribute : 0;
}
