import validations from 'dynalite/validations/index.js';
import type { AttributeValue } from './attribute-value.ts';
import { validationError } from './errors.ts';
import type { NameOfLiteral, OperatorNode, Values } from './expression-tree.ts';

/** One or two comparisons, each of an attribute with literals, by the names the literals were given under. */
export type KeyCondition = { attribute: string; operator: string; operands: string[] }[];

/** The same with the values of one request, in the shape of the service's older `KeyConditions`. */
export type KeyConditions = Record<string, { ComparisonOperator: string; AttributeValueList: AttributeValue[] }>;

export function compileKeyCondition(expression: OperatorNode, nameOf: NameOfLiteral): KeyCondition {
  const converted = validations.convertKeyCondition(expression);
  if (typeof converted === 'string') throw validationError(converted);
  // dynalite answers its own shape of the older parameter.
  return Object.entries(converted as KeyConditions).map(([attribute, condition]) => ({
    attribute,
    operator: condition.ComparisonOperator,
    operands: condition.AttributeValueList.map(nameOf),
  }));
}

export function resolveKeyCondition(condition: KeyCondition, values: Values): KeyConditions {
  const conditions: KeyConditions = {};
  for (const { attribute, operator, operands } of condition) {
    conditions[attribute] = {
      ComparisonOperator: operator,
      AttributeValueList: operands.flatMap(name => values[name] ?? []),
    };
  }
  const message = validations.validateConditions(conditions);
  if (message !== undefined) throw validationError(message);
  return conditions;
}
