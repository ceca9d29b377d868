import type { Notes } from './notes.ts';

export const ELLIPSIS = '...';

/**
 * Cuts a text that is longer than `max` + `allowance` characters (code points) to `max`, dots included; the dots are left
 * of it at the least.
 */
export const trimText = (text: string, key: string | number, max: number, allowance: number, notes: Notes): string => {
  if (text.length <= max + allowance) return text;
  const length = countChars(text);
  if (length <= max + allowance) return text;
  const kept = Math.max(max - ELLIPSIS.length, 0);
  const cut = text.slice(0, unitsOf(text, kept)) + ELLIPSIS;
  if (cut !== text) notes.cut(key, Buffer.byteLength(cut), length);
  return cut;
};

/** Code points, as Sentry counts; a string's length counts UTF-16 units. */
export const countChars = (text: string): number => {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (isPair(text, i)) count--;
  return count;
};

/** How many UTF-16 units the first `chars` code points take. */
const unitsOf = (text: string, chars: number): number => {
  let units = 0;
  for (let i = 0; i < chars && units < text.length; i++) units += isPair(text, units + 1) ? 2 : 1;
  return units;
};

const isPair = (text: string, low: number): boolean => {
  const unit = text.charCodeAt(low);
  if (unit < 0xdc00 || unit > 0xdfff) return false;
  const before = text.charCodeAt(low - 1);
  return before >= 0xd800 && before <= 0xdbff;
};
