import validations from 'dynalite/validations/index.js';
import type { AttributeValue } from './attribute-value.ts';
import { type Condition, compileCondition } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import { validationError } from './errors.ts';
import { checkBounds } from './expression-bounds.ts';
import type { ExpressionInput } from './expression-input.ts';
import type {
  ConditionTree,
  NameOfLiteral,
  OperatorNode,
  ProjectionTree,
  UpdateTree,
  Values,
} from './expression-tree.ts';
import { compileKeyCondition, type KeyCondition } from './key-condition.ts';
import { checkLiterals, findLiteralChecks, type LiteralCheck } from './literal-checks.ts';
import { LruMap } from './lru-map.ts';
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
const cache = new LruMap<string, Cached>(MAX_CACHED_EXPRESSIONS);

const VALUE_EXPRESSIONS = ['UpdateExpression', 'ConditionExpression', 'KeyConditionExpression', 'FilterExpression'];
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
  const fresh = parse(input);
  cache.set(key, fresh);
  return fresh.compiled;
}

function cacheKey(input: ExpressionInput): string | undefined {
  const texts = [
    input.ConditionExpression,
    input.UpdateExpression,
    input.FilterExpression,
    input.KeyConditionExpression,
    input.ProjectionExpression,
  ];
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  if (texts.every(text => text === undefined) && names === undefined && values === undefined) return undefined;
  return JSON.stringify([texts, names, values && signature(values)]);
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

/** What dynalite's `validateExpressions` leaves behind. */
interface Parsed extends ExpressionInput {
  _condition?: ConditionTree;
  _filter?: ConditionTree;
  _keyCondition?: ConditionTree;
  _updates?: UpdateTree;
  _projection?: ProjectionTree;
}

function parse(input: ExpressionInput): Cached {
  checkBounds(input);
  const { names, literals } = ownLiterals(input.ExpressionAttributeValues ?? {});
  const request: Parsed = { ...input };
  if (input.ExpressionAttributeValues !== undefined) request.ExpressionAttributeValues = literals;
  const message = demandExpression(request) ?? validations.validateExpressions(request);
  if (message !== undefined) throw validationError(message);
  const nameOf: NameOfLiteral = literal => names.get(literal) ?? '';
  return { compiled: compile(request, nameOf), literalChecks: findLiteralChecks(trees(request), nameOf) };
}

function demandExpression(request: Parsed): string | undefined {
  const expressions = [...VALUE_EXPRESSIONS, 'ProjectionExpression'];
  return validations.validateExpressionParams(request, expressions, []);
}

/** Literals by identity: each gets an object of its own, so that the tree tells them apart. */
function ownLiterals(values: Values): { names: Map<AttributeValue, string>; literals: Values } {
  const names = new Map<AttributeValue, string>();
  const literals: Values = {};
  for (const [name, value] of Object.entries(values)) {
    const literal = { ...value };
    literals[name] = literal;
    names.set(literal, name);
  }
  return { names, literals };
}

function trees(request: Parsed): OperatorNode[] {
  return [request._condition, request._filter, request._keyCondition].flatMap(tree =>
    tree === undefined ? [] : [tree.expression],
  );
}

function compile(request: Parsed, nameOf: NameOfLiteral): CompiledExpressions {
  const { _condition, _filter, _keyCondition, _updates, _projection } = request;
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
