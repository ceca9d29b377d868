import { functionToken, nameTokens } from './native-tokens.ts';

const OBJECTIVE_C = /^[-+]?\[/;
const WINDOWS_DECORATION = /^@?([^@]+)@\d+$/;
const RUST_HASH = /::h[0-9a-f]{16}$/;
/** Of a library that has the function in several versions. */
const LIBRARY_VERSION = /@@?GLIBC_[\d.]+$/;
/** How Microsoft's compiler writes the anonymous namespace of an inlined function. */
const HASHED_NAMESPACE = /\?A0x[0-9a-f]{1,16}::/gi;
const LAMBDA = /\{lambda\([^{}]{0,512}\)#\d+\}|\blambda_[0-9a-f]{32}\b|(?<![\w$])\$_\d+\b/g;
const TRAILER = /\s*(?:\b(?:const|volatile|noexcept)|&&?|\[clone [^\]]{0,64}\])$/;
/** `<redacted>`, `<unknown>`: the place of a name, not a template. */
const PLACEHOLDER = /^<\w+>$/;
/** More trailing qualifiers than any language has. */
const MAX_TRAILERS = 8;
/** Characters; normalization leaves 512. What is longer is kept as it came, so that the time stays bounded. */
const MAX_CHARS = 2048;

/** `void shop::Cart<Item>::add(Item const&) const` → `shop::Cart<T>::add`, for C, C++, Rust, Swift and Objective-C. */
export function trimNativeFunction(name: string, platform: string): string {
  const plain = name.trim();
  if (name.length > MAX_CHARS || OBJECTIVE_C.test(plain) || PLACEHOLDER.test(plain)) return name;
  const signature = dropTrailers(collapseBrackets(undecorate(dropTrailers(plain))));
  // Nothing left means that it was no signature; the name as it came is better than none.
  const token = functionToken(nameTokens(signature), platform) ?? name;
  return token.replace(RUST_HASH, '').replace(LIBRARY_VERSION, '').replace(WINDOWS_DECORATION, '$1');
}

const undecorate = (name: string): string =>
  name.replace(HASHED_NAMESPACE, "`anonymous namespace'::").replace(LAMBDA, 'lambda');

/** One pass: outermost `(…)` go, outermost `<…>` become `<T>`, except where they belong to an operator's name. */
function collapseBrackets(name: string): string {
  let out = '';
  let at = 0;
  while (at < name.length) {
    const operator = operatorLength(name, at);
    if (operator > 0) {
      out += name.slice(at, at + operator);
      at += operator;
      continue;
    }
    const char = name.charAt(at);
    const close = char === '(' ? closing(name, at, ')') : char === '<' ? closing(name, at, '>') : at;
    if (close === at) out += char;
    else out += char === '(' ? argumentsName(name.slice(at, close + 1)) : templateName(name.slice(at + 1, close), at);
    at = close + 1;
  }
  return out;
}

const OPERATOR = /operator\s*(?:\(\)|\[\]|->\*?|<=>|<<=?|>>=?|[-+*/%^&|~!=<>,]=?|&&|\|\||\+\+|--)/y;

/** The length of `operator<<` and its like when one starts here. */
function operatorLength(name: string, at: number): number {
  if (name.charAt(at) !== 'o' || /\w/.test(name.charAt(at - 1))) return 0;
  OPERATOR.lastIndex = at;
  return OPERATOR.exec(name)?.[0].length ?? 0;
}

/** Where the bracket at `open` closes; a bracket that never closes ends with the name. */
function closing(name: string, open: number, close: ')' | '>'): number {
  const opener = name.charAt(open);
  let depth = 0;
  for (let at = open; at < name.length; at++) {
    const char = name.charAt(at);
    if (char === opener) depth++;
    // The `>` of an arrow inside a template closes nothing.
    else if (char === close && !(close === '>' && name.charAt(at - 1) === '-') && --depth === 0) return at;
  }
  return name.length;
}

const argumentsName = (brackets: string): string => (brackets === '(anonymous namespace)' ? brackets : '');

/** `<T as Bar>::x`: what stands for any type says less than what it can do. */
const ANY_TYPE = /^[A-Z] as /;

/** Rust's `<Foo as Bar>::x` is named for `Foo`, as long as it begins the name; any other `<…>` is a template. */
function templateName(inside: string, at: number): string {
  if (inside === 'lambda') return '<lambda>';
  if (at > 0) return '<T>';
  const type = collapseBrackets(inside.replace(ANY_TYPE, ''));
  const as = type.indexOf(' as ');
  return as === -1 ? type : type.slice(0, as);
}

function dropTrailers(name: string): string {
  let kept = name.trimEnd();
  for (let i = 0; i < MAX_TRAILERS; i++) {
    const shorter = kept.replace(TRAILER, '');
    if (shorter === kept || shorter === '') return kept;
    kept = shorter.trimEnd();
  }
  return kept;
}
