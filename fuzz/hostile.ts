import type { Json } from '../lib/protocol/json.ts';
import type { Maker } from './maker.ts';

/** Stands in what is made, and may come back in no answer: it would be markup, or a word of the sender's. */
export const MARK = `zqmark"'><svg/onload=zq>`;
/** The part of it that no escaping changes. */
export const MARK_WORD = 'zqmark';

const LENGTHS = [3, 40, 300, 2_000, 10_000, 200_000, 1_000_000] as const;

/** What texts are long of: beginnings of what some pattern looks for, and what counts as more than it shows. */
const PIECES = [
  'a',
  ' ',
  '\n',
  '1',
  '1-',
  'a@',
  'a.',
  '@a.co ',
  '//a:b@',
  'http://',
  'http://a/?a=',
  'password=',
  'password: "',
  'eyJhbGciOi.',
  '-----BEGIN PRIVATE KEY-----\n',
  'AKIA',
  '::1:',
  '4111 1111 1111 1111 ',
  '900101-1',
  '010-1234-5678',
  '{"a":',
  '[',
  '\\',
  '"',
  '%41',
  'Bearer ',
  '<svg>',
  '\u0000',
  '\ud800',
  '\ufffe',
  '\u2028',
  '한글',
  '😀',
  'e\u0301',
  '/a/b',
  'at a (b:1:1)\n',
  '../',
  '*',
  '__proto__.',
] as const;

export const hostileText = ({ random, largest }: Maker): string => {
  const length = Math.min(random.pick(LENGTHS), largest);
  const piece = random.pick(PIECES);
  return piece.repeat(Math.max(1, Math.floor(length / piece.length)));
};

export const HOSTILE_NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e-320,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e15,
  8.64e15,
  1e21,
  1e300,
  -1e300,
] as const;

/** Values that stand where nobody expects them. */
export const hostileJson = (maker: Maker): Json => {
  const { random, largest } = maker;
  const wide = Math.min(random.pick([10, 600, 20_000]), largest);
  const deep = Math.min(random.pick([10, 90, 3_000]), largest);
  return random.pick<() => Json>([
    () => hostileText(maker),
    () => MARK,
    () => random.pick(HOSTILE_NUMBERS),
    () => null,
    () => true,
    () => '',
    () => ({}),
    () => [],
    () => Array.from({ length: wide }, () => random.pick<Json>([0, '', null, {}, [], 'a@b.co'])),
    () => Object.fromEntries(Array.from({ length: wide }, (_, n) => [`key${n}`, n])),
    () => nested(deep, value => [value]),
    () => nested(deep, value => ({ values: value })),
    () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":1},"toString":1}') as Json,
  ])();
};

const nested = (depth: number, wrap: (value: Json) => Json): Json => {
  let value: Json = 1;
  for (let n = 0; n < depth; n++) value = wrap(value);
  return value;
};
