import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Path, selects } from '../../../lib/scrub/advanced/match-selector.ts';
import {
  isFault,
  MAX_SELECTOR_DEPTH,
  MAX_SELECTOR_LENGTH,
  parseSelector,
} from '../../../lib/scrub/advanced/parse-selector.ts';
import { TYPE, TYPE_NAMES } from '../../../lib/scrub/advanced/value-type.ts';
import type { Pii } from '../../../lib/scrub/field.ts';

/** `event.user.extra.foo.0`, the last one a text in a list. */
const PATH: Path = [
  { name: undefined, types: TYPE.event },
  { name: 'user', types: TYPE.user },
  { name: 'extra', types: TYPE.object },
  { name: 'foo', types: TYPE.array },
  { name: 0, types: TYPE.string },
];

function matches(text: string, path: Path = PATH, pii: Pii = 'true'): boolean {
  const selector = parseSelector(text);
  if (isFault(selector)) throw new Error(selector.fault);
  return selects(selector, path, pii);
}

describe('a selector', () => {
  test.each([
    '0',
    'foo.0',
    'FOO.0',
    "'foo'.0",
    'extra.foo.*',
    '$string',
    '$text',
    'foo.$string',
    '$array.$string',
    '$object.foo.0',
    '$user.extra.foo.0',
    '$event.user.extra.foo.0',
    '$event.$user.*.*.0',
    '**',
    'user.**',
    'extra.**',
    '$user.**',
    '$user.extra.**',
    'user.**.0',
    '$event.**.foo.0',
    '**.foo.*',
    'bar || foo.0',
    'bar | foo.0',
    'foo.0 && $string',
    'foo.0 & $string',
    '!bar',
    '~bar',
    '$string && !bar',
    '$string && !(bar || baz)',
    '(bar || foo.0) && (~baz)',
    'bar || foo.0 && $string',
    '  foo . 0 ',
  ])('`%s` is for a text in a list below', selector => {
    expect(matches(selector)).toBe(true);
  });

  test.each([
    'foo',
    '1',
    'extra.0',
    'bar.foo.0',
    '$number',
    '$frame.**',
    'foo.0.**',
    'foo.**.foo.0',
    'extra.0.**',
    '!foo.0',
    '$string && foo',
    '!(foo.0 || bar)',
    'x.$event.user.extra.foo.0',
    'user.**.extra.foo.0',
  ])('`%s` is not', selector => {
    expect(matches(selector)).toBe(false);
  });

  test('is for a pair or a field by a quoted key with quotes in it', () => {
    const path = [...PATH.slice(0, 2), { name: "it's a Key.", types: TYPE.string }];
    expect(matches("user.'it''s a key.'", path)).toBe(true);
  });

  test.each([...TYPE_NAMES])('knows the type $%s', (name, types) => {
    expect(matches(`$${name}`, [{ name: 'x', types }])).toBe(true);
  });
});

describe('a field that is flagged maybe', () => {
  const tag: Path = [
    { name: undefined, types: TYPE.event },
    { name: 'tags', types: TYPE.array },
    { name: 'customer', types: TYPE.string },
  ];

  test.each(['tags.customer', 'customer', 'tags.*', '$event.tags.customer', 'customer && !tags.other'])(
    'is reached by `%s`, which names it',
    selector => {
      expect(matches(selector, tag, 'maybe')).toBe(true);
    },
  );

  test.each(['$string', '**', 'tags.**', '$array.customer', 'tags.$string', '!other', '!other && !$number'])(
    'is not reached by `%s`, which names none',
    selector => {
      expect(matches(selector, tag, 'maybe')).toBe(false);
    },
  );

  test('that is the memory of a minidump is reached by its type', () => {
    const memory: Path = [
      { name: 'x.dmp', types: TYPE.binary | TYPE.minidump },
      { name: 'stack_memory', types: TYPE.binary | TYPE.stackMemory },
    ];
    expect(matches('$minidump.$stack_memory', memory, 'maybe')).toBe(true);
    expect(matches('$stack_memory', memory, 'maybe')).toBe(true);
    expect(matches('$minidump.$heap_memory', memory, 'maybe')).toBe(false);
    expect(matches('$binary', memory, 'maybe')).toBe(false);
  });

  test('that is flagged false is reached by nothing', () => {
    expect(matches('tags.customer', tag, 'false')).toBe(false);
  });
});

describe('no selector', () => {
  test.each([
    ['', 'ends too early'],
    ['*', '`*` alone'],
    ['(*)', '`*` alone'],
    ['a || *', '`*` alone'],
    ['a.**.b.**', '`**` more than once'],
    ['$nope', 'unknown type `$nope`'],
    ['$', 'cannot be read'],
    ['1abc', 'cannot be read'],
    ['a b', 'cannot be read'],
    ['a..b', 'cannot be read'],
    ['a.', 'ends too early'],
    ['a &&', 'ends too early'],
    ['a & & b', 'cannot be read'],
    ['(a', 'ends too early'],
    ['a)', 'cannot be read'],
    ['!!a', 'cannot be read'],
    ["'a", 'cannot be read'],
    ['a-b.ü', 'cannot be read'],
    ['a***', 'cannot be read'],
  ])('is `%s`, and it says why', (text, reason) => {
    expect(parseSelector(text)).toEqual({ fault: expect.stringContaining(reason) });
  });

  test('is one that is too long or too deep', () => {
    expect(parseSelector('('.repeat(MAX_SELECTOR_DEPTH + 1))).toHaveProperty('fault');
    expect(parseSelector('a'.repeat(MAX_SELECTOR_LENGTH + 1))).toHaveProperty('fault');
  });

  test('ever throws', () => {
    const piece = fc.constantFrom(
      'a',
      '$string',
      '$x',
      '.',
      '*',
      '**',
      '(',
      ')',
      '!',
      '~',
      '&&',
      '|',
      "'",
      ' ',
      '7',
      '\0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(pieces => pieces.join('')),
        ),
        text => {
          const selector = parseSelector(text);
          if (!isFault(selector)) selects(selector, PATH, 'true');
        },
      ),
    );
  });
});
