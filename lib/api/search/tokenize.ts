/** One part of a search: `!key:value`, `key:[a,b]` or a word (`key` is empty). */
export interface Term {
  key: string;
  values: string[];
  negated: boolean;
}

/** `!`, a key and a colon, then a list, a quoted text or text without blanks; else a quoted text or a word. */
const TERM =
  /\s*(?:(!?)([\w.-]+|tags\[[^\]\s]{1,200}\]):(?:\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|(\S*))|"((?:[^"\\]|\\.)*)"|(\S+))/gy;

/** Splits a search into its terms. Takes any text: what is no term is a word. */
export const tokenize = (query: string): Term[] =>
  [...query.matchAll(TERM)].map(([, bang, key, list, quoted, plain, quotedWord, word]) =>
    key === undefined
      ? { key: '', values: [quotedWord === undefined ? (word ?? '') : unescapeQuotes(quotedWord)], negated: false }
      : { key, values: valuesOf(list, quoted, plain), negated: bang === '!' },
  );

const valuesOf = (list: string | undefined, quoted: string | undefined, plain: string | undefined): string[] => {
  if (list !== undefined) return list.split(',').map(value => unquote(value.trim()));
  return [quoted === undefined ? (plain ?? '') : unescapeQuotes(quoted)];
};

const unquote = (value: string): string => /^"(.*)"$/s.exec(value)?.[1] ?? value;

const unescapeQuotes = (text: string): string => text.replace(/\\(.)/gs, '$1');
