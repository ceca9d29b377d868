import { type AttributeValue, equals, type Item, setMembers, typeOf } from './attribute-value.ts';
import { compareDecimals } from './decimal.ts';
import { valueAt } from './document-path.ts';
import {
  type ExpressionNode,
  isOperator,
  isPath,
  type NameOfLiteral,
  type OperatorNode,
  type Values,
} from './expression-tree.ts';

/** An item that is not there is an item without attributes. */
export type Condition = (item: Item, values: Values) => boolean;
type Operand = (item: Item, values: Values) => AttributeValue | undefined;

/** Turns a tree into closures once, so that a cached condition costs only its own comparisons. */
export function compileCondition(node: OperatorNode, nameOf: NameOfLiteral): Condition {
  const condition = (index: number) => compileCondition(node.args[index] as OperatorNode, nameOf); // and, or, not take conditions only
  switch (node.type) {
    case 'and':
      return both(condition(0), condition(1));
    case 'or':
      return either(condition(0), condition(1));
    case 'not':
      return not(condition(0));
    default:
      return compare(
        node,
        node.args.map(arg => compileOperand(arg, nameOf)),
      );
  }
}

function both(left: Condition, right: Condition): Condition {
  return (item, values) => left(item, values) && right(item, values);
}

function either(left: Condition, right: Condition): Condition {
  return (item, values) => left(item, values) || right(item, values);
}

function not(inner: Condition): Condition {
  return (item, values) => !inner(item, values);
}

function compare(node: OperatorNode, operands: Operand[]): Condition {
  const test = tests[node.type === 'function' ? (node.name ?? '') : node.type];
  if (test === undefined) throw new Error(`the parser let an unknown operator through: ${node.name ?? node.type}`);
  return (item, values) => test(...operands.map(operand => operand(item, values)));
}

function compileOperand(node: ExpressionNode, nameOf: NameOfLiteral): Operand {
  if (isPath(node)) return item => valueAt(item, node);
  if (isOperator(node)) return sizeOf(compileOperand(node.args[0] as ExpressionNode, nameOf)); // `size` is the only one with a value, and has one argument
  const name = nameOf(node);
  return (_item, values) => values[name];
}

function sizeOf(operand: Operand): Operand {
  return (item, values) => {
    const value = operand(item, values);
    const size = value === undefined ? undefined : elementsOf(value);
    return size === undefined ? undefined : { N: String(size) };
  };
}

function elementsOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').length;
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.L ?? setMembers(value))?.length;
}

type Test = (...operands: (AttributeValue | undefined)[]) => boolean;

const tests: Record<string, Test> = {
  '=': (a, b) => a !== undefined && b !== undefined && equals(a, b),
  '<>': (a, b) => a === undefined || b === undefined || !equals(a, b),
  '<': ordered(order => order < 0),
  '<=': ordered(order => order <= 0),
  '>': ordered(order => order > 0),
  '>=': ordered(order => order >= 0),
  between: (a, low, high) => atLeast(a, low) && atLeast(high, a),
  in: (a, ...candidates) => a !== undefined && candidates.some(each => each !== undefined && equals(a, each)),
  attribute_exists: a => a !== undefined,
  attribute_not_exists: a => a === undefined,
  attribute_type: (a, type) => a !== undefined && typeOf(a) === type?.S,
  begins_with: (a, prefix) => a !== undefined && prefix !== undefined && beginsWith(a, prefix),
  contains: (a, part) => a !== undefined && part !== undefined && contains(a, part),
};

const atLeast = ordered(order => order >= 0);

function ordered(holds: (order: number) => boolean): Test {
  return (a, b) => {
    const order = a === undefined || b === undefined ? undefined : orderOf(a, b);
    return order !== undefined && holds(order);
  };
}

/** `undefined` when the two have no order: of different types, or of a type without one. */
export function orderOf(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.N !== undefined && b.N !== undefined) return compareDecimals(a.N, b.N);
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(bytes(a.B), bytes(b.B));
  return undefined;
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if (value.S !== undefined && prefix.S !== undefined) return value.S.startsWith(prefix.S);
  if (value.B === undefined || prefix.B === undefined) return false;
  const start = bytes(prefix.B);
  return bytes(value.B).subarray(0, start.length).equals(start);
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.L !== undefined) return value.L.some(each => equals(each, part));
  if (part.S !== undefined) return value.S?.includes(part.S) ?? value.SS?.includes(part.S) ?? false;
  if (part.N !== undefined) return value.NS?.includes(part.N) ?? false;
  if (part.B === undefined) return false;
  // Base64 is canonical here (checked at the door), so equal bytes are equal texts.
  if (value.BS !== undefined) return value.BS.includes(part.B);
  return value.B !== undefined && bytes(value.B).includes(bytes(part.B));
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
