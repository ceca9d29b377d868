import { globTokens } from './glob-tokens.ts';
import type { LineCursor } from './line-cursor.ts';
import { isErrorField, type RuleMatcher } from './rule.ts';

/** Characters of what a matcher compares with. Ours. */
export const MAX_ARGUMENT_CHARS = 512;

const KINDS: ReadonlyMap<string, RuleMatcher['kind']> = new Map([
  ['stack.function', 'function'],
  ['function', 'function'],
  ['stack.module', 'module'],
  ['module', 'module'],
  ['stack.package', 'package'],
  ['package', 'package'],
  ['stack.abs_path', 'path'],
  ['path', 'path'],
  ['error.type', 'type'],
  ['type', 'type'],
  ['error.value', 'value'],
  ['value', 'value'],
  ['error.mechanism', 'mechanism'],
  ['mechanism', 'mechanism'],
  ['family', 'family'],
  ['app', 'app'],
  ['category', 'category'],
]);

const START = /!?[A-Za-z][\w.-]*:/y;

/** `function:main`, `!stack.abs_path:"a b"`; `undefined` where something else stands. */
export function readMatcher(cursor: LineCursor): RuleMatcher | undefined {
  const start = cursor.at;
  const match = cursor.take(START);
  if (match === undefined) return undefined;
  const negated = match[0].startsWith('!');
  const name = match[0].slice(negated ? 1 : 0, -1);
  const kind = KINDS.get(name) ?? cursor.fail(`There is no matcher “${name}”.`, start);
  const argument = readArgument(cursor);
  if (isErrorField(kind) && globTokens(argument, false) === undefined)
    cursor.fail('A bracket or brace of this pattern is not closed, or is nested.', start);
  return { kind, negated, argument };
}

function readArgument(cursor: LineCursor): string {
  const start = cursor.at;
  const raw = cursor.skip('"') ? readQuoted(cursor, start) : (cursor.take(/[^ \t\f\r]*/y)?.[0] ?? '');
  if (raw.length > MAX_ARGUMENT_CHARS)
    cursor.fail(`A matcher may have at most ${MAX_ARGUMENT_CHARS} characters to compare with.`, start);
  return raw.replaceAll('\\\\', '\\');
}

function readQuoted(cursor: LineCursor, start: number): string {
  const text = cursor.take(/[^"]*/y)?.[0] ?? '';
  return cursor.skip('"') ? text : cursor.fail('This quotation mark is not closed.', start);
}
