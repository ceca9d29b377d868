import { PARAMETER_PATTERNS } from './parameter-patterns.ts';

/** Characters that are looked at, so that the time is bounded for every caller: the most that normalization leaves. */
const MAX_CHARS = 8192;
/** Changes between letters and digits from which on a word is an id and no name: `K8s9dJ2k`, but not `sha256`. */
const MIN_RANDOM_SWITCHES = 4;

const NAMES = PARAMETER_PATTERNS.map(({ name }) => name);
const COMBINED = new RegExp(PARAMETER_PATTERNS.map(({ source }) => `(${source})`).join('|'), 'g');
/** Without any of these nothing can match; most messages stop here. */
const TRIGGER = /[\d@=]|:\/\/|[a-z]\.[a-z]|[A-Z]\.[A-Z]|[a-f]{8}|[A-F]{8}/;

/** `order #1231` → `order #<int>`. */
export function parameterize(text: string): string {
  const bounded = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text;
  return TRIGGER.test(bounded) ? bounded.replace(COMBINED, placeholder) : bounded;
}

/** Called by `replace` with the match, then one group for each pattern, of which exactly one is set. */
function placeholder(match: string, ...groups: unknown[]): string {
  const name = NAMES[groups.findIndex(group => group !== undefined)];
  if (name === undefined || (name === 'random_id' && !looksRandom(match))) return match;
  return `<${name}>`;
}

function looksRandom(word: string): boolean {
  let switches = 0;
  let wasDigit: boolean | undefined;
  for (const char of word) {
    if (char === '_') continue;
    const digit = char >= '0' && char <= '9';
    if (wasDigit !== undefined && digit !== wasDigit) switches++;
    wasDigit = digit;
  }
  return switches >= MIN_RANDOM_SWITCHES;
}
