import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_RULES,
  MAX_RULES_CHARS,
  parseStacktraceRules,
} from '../../../lib/grouping/stacktrace-rules/parse-stacktrace-rules.ts';
import { MAX_ARGUMENT_CHARS } from '../../../lib/grouping/stacktrace-rules/read-matcher.ts';
import { MAX_ACTIONS, MAX_MATCHERS } from '../../../lib/grouping/stacktrace-rules/read-rule.ts';

const texts = (...lines: string[]): string[] => {
  const { rules } = parseStacktraceRules(lines.join('\n'));
  return rules?.sets.flatMap(set => set.rules.map(rule => rule.text)) ?? [];
};

test('long names mean the same as short ones, and quotation marks are no part of an argument', () => {
  expect(texts('stack.function:a stack.module:"b c" stack.package:d stack.abs_path:e -app')).toEqual([
    'function:a module:b c package:d path:e -app',
  ]);
});

test('a rule asks for a caller, a callee, the exception, and does several things', () => {
  expect(
    texts('[ function:a ] | !family:native error.type:E | [ app:no ] ^-group v+app category=x max-frames=3'),
  ).toEqual(['type:E [function:a] | !family:native | [app:no] ^-group v+app category=x max-frames=3']);
});

test('comments and empty lines are no rules', () => {
  expect(texts('# about', '', '  \t', 'path:a#b -app # why', '  # more')).toEqual(['path:a#b -app']);
});

test('rules may have been written on Windows', () => {
  expect(texts('path:a -app\r', 'path:b -app\r')).toEqual(['path:a -app', 'path:b -app']);
});

describe('what can’t be read is shown to its writer', () => {
  test.each([
    ['path:a', 'An action was expected here', 7],
    ['-app', 'A matcher', 1],
    ['  file:a -app', 'There is no matcher “file”', 3],
    ['path:a -hash', '“hash” can’t be switched', 8],
    ['path:a colour=red', 'There is no action “colour”', 8],
    ['path:a max-frames=few', 'A number of frames', 19],
    ['path:a invert-stacktrace=perhaps', 'Either 1 or 0', 26],
    ['path:"a b -app', 'This quotation mark is not closed', 6],
    ['[ path:a | path:b -app', 'A “]” was expected here', 10],
    ['[path:a] | path:b -app', 'A “]” was expected here', 10],
    ['path:b | path:a -app', 'A “[” was expected here', 10],
    ['path:a nothing', '“nothing” is neither a matcher', 8],
    ['error.type:[a -app', 'A bracket or brace of this pattern', 1],
  ])('%s', (line, reason, column) => {
    const { fault } = parseStacktraceRules(`path:x -app\n${line}\n`);
    expect(fault).toEqual({ line: 2, column, reason: expect.stringContaining(reason) });
  });
});

describe('bounds', () => {
  const faultOf = (text: string) => parseStacktraceRules(text).fault?.reason;

  test('the text as a whole', () => {
    expect(faultOf(`#${'x'.repeat(MAX_RULES_CHARS)}`)).toContain('characters');
  });

  test('the number of rules', () => {
    expect(faultOf('path:a -app\n'.repeat(MAX_RULES))).toBeUndefined();
    expect(faultOf('path:a -app\n'.repeat(MAX_RULES + 1))).toContain('rules');
  });

  test('what one rule asks and does', () => {
    expect(faultOf(`${'path:a '.repeat(MAX_MATCHERS)}-app`)).toBeUndefined();
    expect(faultOf(`${'path:a '.repeat(MAX_MATCHERS + 1)}-app`)).toContain('matchers');
    expect(faultOf(`path:a ${'-app '.repeat(MAX_ACTIONS + 1)}`)).toContain('actions');
    expect(faultOf(`path:${'a'.repeat(MAX_ARGUMENT_CHARS + 1)} -app`)).toContain('characters');
  });
});

test('what the reference engine reads is read, and what it refuses is refused', () => {
  const recorded = JSON.parse(
    readFileSync(new URL('../fixtures/stacktrace-rule-texts.json', import.meta.url), 'utf8'),
  ) as [text: string, isRead: boolean][];
  const different = recorded.filter(([text, isRead]) => (parseStacktraceRules(text).fault === undefined) !== isRead);
  expect(different).toEqual([]);
  expect(recorded.length).toBeGreaterThan(150);
});

test('no text makes the parser throw', () => {
  const piece = fc.constantFrom(
    'path:',
    '"',
    '[',
    ']',
    '|',
    '!',
    ' ',
    '-app',
    '^',
    'v',
    '=',
    '\n',
    '{',
    '\\',
    'a',
    '\0',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map(list => list.join('')),
      ),
      text => {
        const { rules, fault } = parseStacktraceRules(text);
        return (rules === undefined) !== (fault === undefined);
      },
    ),
  );
});
