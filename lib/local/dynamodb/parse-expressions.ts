import validations from 'dynalite/validations/index.js';
import type { AttributeValue } from './attribute-value.ts';
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
import { findLiteralChecks, type LiteralCheck } from './literal-checks.ts';

/** What dynalite's `validateExpressions` leaves behind. */
export interface ExpressionTrees {
  _condition?: ConditionTree;
  _filter?: ConditionTree;
  _keyCondition?: ConditionTree;
  _updates?: UpdateTree;
  _projection?: ProjectionTree;
}

export interface ParsedExpressions {
  trees: ExpressionTrees;
  nameOf: NameOfLiteral;
  literalChecks: LiteralCheck[];
}

const VALUE_EXPRESSIONS = ['UpdateExpression', 'ConditionExpression', 'KeyConditionExpression', 'FilterExpression'];

/** Throws the ValidationException that the service answers. */
export function parseFresh(input: ExpressionInput): ParsedExpressions {
  checkBounds(input);
  const { names, literals } = ownLiterals(input.ExpressionAttributeValues ?? {});
  const request: ExpressionInput & ExpressionTrees = { ...input };
  if (input.ExpressionAttributeValues !== undefined) request.ExpressionAttributeValues = literals;
  const message = demandExpression(request) ?? validations.validateExpressions(request);
  if (message !== undefined) throw validationError(message);
  const nameOf: NameOfLiteral = literal => names.get(literal) ?? '';
  return { trees: request, nameOf, literalChecks: findLiteralChecks(conditionsOf(request), nameOf) };
}

function demandExpression(request: ExpressionInput): string | undefined {
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

function conditionsOf({ _condition, _filter, _keyCondition }: ExpressionTrees): OperatorNode[] {
  return [_condition, _filter, _keyCondition].flatMap(tree => (tree === undefined ? [] : [tree.expression]));
}
