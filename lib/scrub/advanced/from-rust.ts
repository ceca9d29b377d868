/** Letters, digits and spaces of every script, for within brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  w: '\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}',
  d: '\\p{Nd}',
  s: '\\s\\x{0b}\\x{85}\\p{Z}',
};

/** An escape, a literal run, a named class, the beginning of a class with a `]` that does not end it, or a class's end. */
const PIECE = /\\u\{?([0-9a-f]+)\}?|\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[:\^?[a-z]+:\]|\[\^?\]?|\]/gi;

/**
 * Sentry's patterns are of Rust's `regex`, Allim's run in RE2, whose language is nearly the same. Where `\w`, `\d` and
 * `\s` mean all scripts in the one and ASCII in the other they are written out, so that 홍길동 stays a word; in a class
 * `\W` and `\S` keep RE2's meaning, which takes more. `\b` knows ASCII only.
 */
export function fromRust(pattern: string): string {
  let inClass = false;
  return pattern.replace(PIECE, (piece: string, hex: string | undefined) => {
    if (hex !== undefined) return `\\x{${hex}}`;
    if (piece.startsWith('\\')) return translateEscape(piece, { inClass });
    if (piece === ']') inClass = false;
    else if (!piece.endsWith(':]')) inClass = true;
    return piece;
  });
}

function translateEscape(written: string, { inClass }: { inClass: boolean }): string {
  const letter = written.charAt(1);
  const positive = CLASSES[letter];
  if (positive !== undefined) return inClass ? positive : `[${positive}]`;
  const negated = letter === letter.toLowerCase() ? undefined : CLASSES[letter.toLowerCase()];
  return negated === undefined || inClass ? written : `[^${negated}]`;
}
