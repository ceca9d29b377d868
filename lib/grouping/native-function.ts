const OBJECTIVE_C = /^[-+]?\[/;
const WINDOWS_DECORATION = /^@([^@]+)@\d+$/;
const RUST_HASH = /::h[0-9a-f]{16}$/;
const ANONYMOUS_NAMESPACE = /\?A0x[0-9a-f]{1,16}::|\(anonymous namespace\)::/gi;
const LAMBDA = /\{lambda\([^{}]{0,512}\)#\d+\}|\blambda_[0-9a-f]{32}\b|(?<![\w$])\$_\d+\b/g;
const TRAILER = /\s*(?:\b(?:const|volatile|noexcept|throws|rethrows|async)|&&?|\[clone [^\]]{0,64}\])$/;
const SWIFT_RESULT = / ->(?: |$)/;
/** `<redacted>`, `<unknown>`: the place of a name, not a template. */
const PLACEHOLDER = /^<\w+>$/;
/** More trailing qualifiers than any language has. */
const MAX_TRAILERS = 8;
/** Characters; normalization leaves 512. What is longer is kept as it came, so that the time stays bounded. */
const MAX_CHARS = 2048;

/** `void shop::Cart<Item>::add(Item const&) const` → `shop::Cart<T>::add`, for C, C++, Rust, Swift and Objective-C. */
export function trimNativeFunction(name: string): string {
  if (name.length > MAX_CHARS || OBJECTIVE_C.test(name) || PLACEHOLDER.test(name)) return name;
  const plain = undecorate(name);
  const unbracketed = dropTrailers(collapseBrackets(plain));
  const result = unbracketed.search(SWIFT_RESULT);
  const signature = result > 0 ? dropTrailers(unbracketed.slice(0, result)) : unbracketed;
  // Nothing left means that it was no signature; the name as it came is better than none.
  return dropReturnType(signature) || name;
}

const undecorate = (name: string): string =>
  name
    .trim()
    .replace(WINDOWS_DECORATION, '$1')
    .replace(RUST_HASH, '')
    .replace(ANONYMOUS_NAMESPACE, "`anonymous namespace'::")
    .replace(LAMBDA, 'lambda');

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
    out += close === at ? char : char === '(' ? '' : templateName(name.slice(at + 1, close), out);
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

/** Rust's `<Foo as Bar>::x` is named for `Foo`, at the start of a path; any other `<…>` is a template. */
function templateName(inside: string, before: string): string {
  if (before !== '' && !/[\s:]$/.test(before)) return '<T>';
  const as = inside.indexOf(' as ');
  return as > 0 ? inside.slice(0, as) : '<T>';
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

/** What follows the last space, unless that space stands in `anonymous namespace' or in `operator bool`. */
function dropReturnType(name: string): string {
  const guarded = name.replaceAll("`anonymous namespace'", match => match.replace(' ', '\0'));
  const operator = guarded.search(/\boperator\b/);
  const space = guarded.lastIndexOf(' ', operator === -1 ? guarded.length : operator);
  return guarded.slice(space + 1).replaceAll('\0', ' ');
}
