import validations from 'dynalite/validations/index.js';
import { type Condition, compileCondition } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import { validationError } from './errors.ts';
import type { ExpressionInput } from './expression-input.ts';
import { parseByTemplate } from './expression-template.ts';
import type { Values } from './expression-tree.ts';
import { compileKeyCondition, type KeyCondition } from './key-condition.ts';
import { checkLiterals, type LiteralCheck } from './literal-checks.ts';
import { LruMap } from './lru-map.ts';
import type { ParsedExpressions } from './parse-expressions.ts';
import { compileUpdate, type Update } from './update.ts';

export interface CompiledExpressions {
  condition?: { test: Condition; nestedPaths: string[] };
  filter?: { test: Condition; nestedPaths: string[]; attributes: Set<string> };
  update?: { apply: Update; paths: DocumentPath[]; nestedPaths: string[] };
  keyCondition?: KeyCondition;
  projection?: { paths: DocumentPath[]; nestedPaths: string[] };
}

interface Cached {
  compiled: CompiledExpressions;
  literalChecks: LiteralCheck[];
}

/** Parsing costs 150–350 µs, a look-up 2 µs; a product uses a few dozen texts. Entries are a few kB each. */
const MAX_CACHED_EXPRESSIONS = 500;
/** Attribute names in a request that is likely to come again as it is. */
const MAX_REPEATED_NAMES = 12;
const cache = new LruMap<string, Cached>(MAX_CACHED_EXPRESSIONS);

const NONE: CompiledExpressions = {};

/**
 * The expressions of a request, ready to run. What depends only on their texts, the names and the types of the values
 * is done once and kept; values are looked up by name at each run. Normalizes the numbers among the values in place.
 */
export function compileExpressions(input: ExpressionInput): CompiledExpressions {
  const key = cacheKey(input);
  if (key === undefined) return NONE;
  checkValues(input.ExpressionAttributeValues);
  const cached = cache.get(key);
  if (cached !== undefined && checkLiterals(cached.literalChecks, input.ExpressionAttributeValues ?? {}))
    return cached.compiled;
  const parsed = parseByTemplate(input, templateKey(input));
  const compiled = compile(parsed);
  if (isRepeated(input)) cache.set(key, { compiled, literalChecks: parsed.literalChecks });
  return compiled;
}

/** Many names are names of data, and of one request alone. */
function isRepeated({ ExpressionAttributeNames: names }: ExpressionInput): boolean {
  return names === undefined || Object.keys(names).length <= MAX_REPEATED_NAMES;
}

function cacheKey(input: ExpressionInput): string | undefined {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  if (texts(input).every(text => text === undefined) && names === undefined && values === undefined) return undefined;
  return JSON.stringify([texts(input), names, values && signature(values)]);
}

function templateKey(input: ExpressionInput): string {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  return JSON.stringify([texts(input), names && Object.keys(names), values && signature(values)]);
}

function texts(input: ExpressionInput): (string | undefined)[] {
  return [
    input.ConditionExpression,
    input.UpdateExpression,
    input.FilterExpression,
    input.KeyConditionExpression,
    input.ProjectionExpression,
  ];
}

function signature(values: Values): string {
  let text = '';
  for (const name in values) {
    text += name;
    for (const type in values[name]) text += ` ${type}`;
    text += '\n';
  }
  return text;
}

function checkValues(values: Values | undefined): void {
  for (const name in values) {
    // `name` has just come from the object's own keys.
    const message = validations.validateAttributeValue(values[name]!);
    if (message !== undefined)
      throw validationError(`ExpressionAttributeValues contains invalid value: ${message} for key ${name}`);
  }
}

function compile({ trees, nameOf }: ParsedExpressions): CompiledExpressions {
  const { _condition, _filter, _keyCondition, _updates, _projection } = trees;
  const compiled: CompiledExpressions = {};
  if (_condition)
    compiled.condition = {
      test: compileCondition(_condition.expression, nameOf),
      nestedPaths: Object.keys(_condition.nestedPaths),
    };
  if (_filter) {
    const attributes = new Set(Object.keys(_filter.pathHeads));
    compiled.filter = {
      test: compileCondition(_filter.expression, nameOf),
      nestedPaths: Object.keys(_filter.nestedPaths),
      attributes,
    };
  }
  if (_updates) {
    const { sections, paths, nestedPaths } = _updates;
    compiled.update = { apply: compileUpdate(sections, nameOf), paths, nestedPaths: Object.keys(nestedPaths) };
  }
  if (_projection)
    compiled.projection = { paths: _projection.paths, nestedPaths: Object.keys(_projection.nestedPaths) };
  if (_keyCondition) compiled.keyCondition = compileKeyCondition(_keyCondition.expression, nameOf);
  return compiled;
}
