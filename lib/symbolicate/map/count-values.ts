const QUOTE = '"';
const BACKSLASH = 92;
const OPENING_BRACE = 123;
const OPENING_BRACKET = 91;
const COMMA = 44;

/**
 * An upper bound of how many values a JSON text holds, found without reading it: `JSON.parse` makes up to a hundred
 * bytes of each, also of `{}`. Stops counting above `limit`.
 */
export function countValues(json: string, limit: number): number {
  let count = 0;
  let at = 0;
  while (at < json.length && count <= limit) {
    const quote = json.indexOf(QUOTE, at);
    const end = quote === -1 ? json.length : quote;
    for (; at < end; at++) {
      const code = json.charCodeAt(at);
      if (code === COMMA || code === OPENING_BRACE || code === OPENING_BRACKET) count++;
    }
    at = endOfText(json, end);
  }
  return count;
}

/** Behind the closing quote of the text that begins at `opening`. */
function endOfText(json: string, opening: number): number {
  let quote = json.indexOf(QUOTE, opening + 1);
  while (quote !== -1 && isEscaped(json, quote)) quote = json.indexOf(QUOTE, quote + 1);
  return quote === -1 ? json.length : quote + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let before = quote - 1;
  while (json.charCodeAt(before) === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}
