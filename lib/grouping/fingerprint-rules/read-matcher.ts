import { compileGlob, MAX_GLOB_CHARS } from '../glob.ts';
import type { FingerprintMatcher, MatcherField } from './fingerprint-rule.ts';
import type { RuleLine } from './rule-line.ts';

const FIELDS: ReadonlyMap<string, MatcherField> = new Map([
  ['error.type', 'type'],
  ['type', 'type'],
  ['error.value', 'value'],
  ['value', 'value'],
  ['message', 'message'],
  ['logger', 'logger'],
  ['level', 'level'],
  ['stack.abs_path', 'path'],
  ['path', 'path'],
  ['stack.module', 'module'],
  ['module', 'module'],
  ['stack.function', 'function'],
  ['function', 'function'],
  ['stack.package', 'package'],
  ['package', 'package'],
  ['app', 'app'],
  ['family', 'family'],
  ['sdk', 'sdk'],
  ['release', 'release'],
]);
const TAG_PREFIX = 'tags.';

/** `!key:pattern`, `key:"a pattern"` */
export function readMatcher(line: RuleLine): FingerprintMatcher | undefined {
  const negated = line.take('!');
  const { column } = line;
  const key = line.key();
  if (key === undefined) return line.fail('expected the name of a matcher, such as type or stack.function');
  const field = key.startsWith(TAG_PREFIX) ? 'tag' : FIELDS.get(key);
  if (field === undefined)
    return line.fail(`${key} is no matcher; there are ${[...FIELDS.keys()].join(', ')}, tags.<name>`, column);
  if (!line.take(':')) return line.fail(`expected : behind ${key}`);
  if (line.isNext('->')) return line.fail(`expected a pattern behind ${key}:`);
  const begin = line.column;
  const pattern = line.argument();
  if (pattern === undefined) return undefined;
  const matches = compile(field, pattern);
  if (matches === undefined) return line.fail(faultOf(field), begin);
  return { field, ...(field === 'tag' && { tag: key.slice(TAG_PREFIX.length) }), negated, key, pattern, matches };
}

const faultOf = (field: MatcherField): string =>
  field === 'app' ? 'app is yes or no' : `a pattern has at most ${MAX_GLOB_CHARS} characters`;

type Test = (text: string) => boolean;

const YES: ReadonlySet<string> = new Set(['1', 'yes', 'true', 'y', 'on']);
const NO: ReadonlySet<string> = new Set(['0', 'no', 'false', 'n', 'off']);

function compile(field: MatcherField, pattern: string): Test | undefined {
  switch (field) {
    case 'app':
      return compileSwitch(pattern.toLowerCase());
    case 'family':
    case 'sdk':
      return compileList(pattern);
    case 'path':
    case 'package':
    case 'release':
      return compilePath(pattern);
    default:
      return compileGlob(pattern, { ignoreCase: IGNORING_CASE.has(field) });
  }
}

/** What people and machines write in any case. */
const IGNORING_CASE: ReadonlySet<MatcherField> = new Set<MatcherField>(['level', 'message', 'value']);

function compileSwitch(pattern: string): Test | undefined {
  if (!YES.has(pattern) && !NO.has(pattern)) return undefined;
  const wanted = YES.has(pattern) ? 'yes' : 'no';
  return text => text === wanted;
}

function compileList(pattern: string): Test {
  const named = new Set(pattern.split(',').map(name => name.trim()));
  return text => named.has('all') || named.has(text);
}

/** `src/*.js` is meant wherever the paths of frames begin with a slash, too. */
function compilePath(pattern: string): Test | undefined {
  const glob = compileGlob(pattern, { ignoreCase: true, pathLike: true });
  return glob && (text => glob(text) || (!/^[/\\]/.test(text) && glob(`/${text}`)));
}
