import { orderOf } from './condition.ts';
import {
  type ExpressionNode,
  isOperator,
  isPath,
  type NameOfLiteral,
  type OperatorNode,
  type Values,
} from './expression-tree.ts';

/** Two rules of the service look at values, not only at their types, so a cached expression must look again. */
export type LiteralCheck = (values: Values) => boolean;

export function checkLiterals(checks: readonly LiteralCheck[], values: Values): boolean {
  return checks.every(check => check(values));
}

export function findLiteralChecks(nodes: readonly ExpressionNode[], nameOf: NameOfLiteral): LiteralCheck[] {
  return nodes.flatMap(node =>
    isOperator(node) ? [...checksOf(node, nameOf), ...findLiteralChecks(node.args, nameOf)] : [],
  );
}

function checksOf(node: OperatorNode, nameOf: NameOfLiteral): LiteralCheck[] {
  const [, second, third] = node.args.map(arg => (isPath(arg) || isOperator(arg) ? undefined : nameOf(arg)));
  if (node.type === 'between' && second !== undefined && third !== undefined) return [boundsInOrder(second, third)];
  if (node.name === 'attribute_type' && second !== undefined) return [namesType(second)];
  return [];
}

function boundsInOrder(low: string, high: string): LiteralCheck {
  return values => {
    const [lower, upper] = [values[low], values[high]];
    return lower !== undefined && upper !== undefined && (orderOf(lower, upper) ?? 0) <= 0;
  };
}

const TYPE_NAMES = new Set(['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M']);

function namesType(name: string): LiteralCheck {
  return values => TYPE_NAMES.has(values[name]?.S ?? '');
}
