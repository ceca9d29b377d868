import type { Selector, SelectorItem } from './selector.ts';
import { type Token, tokenizeSelector } from './tokenize-selector.ts';
import { TYPE_NAMES } from './value-type.ts';

/** In characters. Ours; a selector is a line of a settings form. */
export const MAX_SELECTOR_LENGTH = 2_000;
/** Parentheses in parentheses. Ours: recursion must end. */
export const MAX_SELECTOR_DEPTH = 16;

/** Why a text is no selector, as a phrase that goes on after it: "… has an unknown type `$nope`". */
export interface SelectorFault {
  readonly fault: string;
}

/**
 * Reads a selector: `$string`, `extra.foo`, `$http.headers.'x-key'`, `(a || b) && !**.c`. Never throws; linear.
 */
export function parseSelector(text: string): Selector | SelectorFault {
  if (text.length > MAX_SELECTOR_LENGTH) return { fault: `is longer than ${MAX_SELECTOR_LENGTH} characters` };
  const words = new Words(tokenizeSelector(text));
  const selector = readOr(words, 0);
  if (isFault(selector)) return selector;
  return words.current === undefined ? selector : unexpected(words);
}

export const isFault = (read: Selector | SelectorItem | SelectorFault): read is SelectorFault => 'fault' in read;

class Words {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get current(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Goes on if the current word is of this kind. */
  take(kind: Token['kind']): Token | undefined {
    const { current } = this;
    if (current?.kind !== kind) return undefined;
    this.#next++;
    return current;
  }
}

type Read = (words: Words, depth: number) => Selector | SelectorFault;

const readOr: Read = (words, depth) => readJoined(words, depth, '|', readAnd);
const readAnd: Read = (words, depth) => readJoined(words, depth, '&', readNot);

function readJoined(words: Words, depth: number, sign: '|' | '&', readPart: Read): Selector | SelectorFault {
  const parts: Selector[] = [];
  do {
    const part = readPart(words, depth);
    if (isFault(part)) return part;
    parts.push(part);
  } while (words.take(sign) !== undefined);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind: sign === '|' ? 'or' : 'and', parts };
}

function readNot(words: Words, depth: number): Selector | SelectorFault {
  if (words.take('!') === undefined) return readOperand(words, depth);
  const part = readOperand(words, depth);
  return isFault(part) ? part : { kind: 'not', part };
}

function readOperand(words: Words, depth: number): Selector | SelectorFault {
  if (words.take('(') === undefined) return readPath(words);
  if (depth >= MAX_SELECTOR_DEPTH) return { fault: `has more than ${MAX_SELECTOR_DEPTH} parentheses in each other` };
  const inner = readOr(words, depth + 1);
  if (isFault(inner)) return inner;
  return words.take(')') === undefined ? unexpected(words) : inner;
}

function readPath(words: Words): Selector | SelectorFault {
  const items: SelectorItem[] = [];
  do {
    const item = readItem(words);
    if (isFault(item)) return item;
    items.push(item);
  } while (words.take('.') !== undefined);
  if (items.filter(({ kind }) => kind === 'deep').length > 1) return { fault: 'has `**` more than once in a path' };
  if (items.length === 1 && items[0]?.kind === 'any')
    return { fault: 'has a `*` alone: name what is above it, or use `**`' };
  return { kind: 'path', items };
}

function readItem(words: Words): SelectorItem | SelectorFault {
  if (words.take('**') !== undefined) return { kind: 'deep' };
  if (words.take('*') !== undefined) return { kind: 'any' };
  const index = words.take('index');
  if (index !== undefined) return { kind: 'index', index: Number(index.text) };
  const key = words.take('key');
  if (key !== undefined) return { kind: 'key', key: key.text.toLowerCase() };
  const type = words.take('type');
  if (type === undefined) return unexpected(words);
  const types = TYPE_NAMES.get(type.text);
  return types === undefined ? { fault: `has an unknown type \`$${type.text}\`` } : { kind: 'type', types };
}

function unexpected({ current }: Words): SelectorFault {
  return { fault: current === undefined ? 'ends too early' : `cannot be read from character ${current.at + 1} on` };
}
