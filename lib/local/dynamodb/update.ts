import { type AttributeValue, attributeOf, type Item, type SetType, typeOf } from './attribute-value.ts';
import { addDecimals, negate } from './decimal.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import { validationError } from './errors.ts';
import {
  type ExpressionNode,
  isOperator,
  isPath,
  type NameOfLiteral,
  type OperatorNode,
  type UpdateSection,
  type Values,
} from './expression-tree.ts';

/** Answers the item after the update; what it was before stays as it is. Throws a ValidationException. */
export type Update = (before: Item, values: Values) => Item;
/** What one clause does to a draft. `before` is the item that all operands are read from. */
type Clause = (draft: Draft, before: Item, values: Values) => void;
type Operand = (before: Item, values: Values) => AttributeValue;

const WRONG_TYPE = 'An operand in the update expression has an incorrect data type';
const INVALID_PATH = 'The document path provided in the update expression is invalid for update';
const MISSING_OPERAND = 'The provided expression refers to an attribute that does not exist in the item';

export function compileUpdate(sections: readonly UpdateSection[], nameOf: NameOfLiteral): Update {
  const clauses = sections.map(section => compileClause(section, nameOf));
  return (before, values) => {
    const draft = new Draft(before);
    for (const clause of clauses) clause(draft, before, values);
    return draft.finish();
  };
}

function compileClause({ type, path, val }: UpdateSection, nameOf: NameOfLiteral): Clause {
  if (type === 'remove') return draft => draft.remove(path);
  const operand = compileOperand(val, nameOf);
  switch (type) {
    case 'set':
      return (draft, before, values) => draft.set(path, operand(before, values));
    case 'add':
      return (draft, before, values) => draft.set(path, added(valueAt(before, path), operand(before, values)));
    case 'delete':
      return (draft, before, values) => without(draft, path, valueAt(before, path), operand(before, values));
  }
}

function added(existing: AttributeValue | undefined, operand: AttributeValue): AttributeValue {
  if (existing === undefined) return operand;
  const type = typeOf(operand);
  if (typeOf(existing) !== type) throw validationError(WRONG_TYPE);
  if (existing.N !== undefined && operand.N !== undefined) return sum(existing.N, operand.N);
  const [members, more] = setsOf(existing, operand, type as SetType); // the parser lets only numbers and sets through
  return { [type]: [...new Set([...members, ...more])] };
}

function without(
  draft: Draft,
  path: DocumentPath,
  existing: AttributeValue | undefined,
  operand: AttributeValue,
): void {
  if (existing === undefined) {
    draft.demandParent(path);
    return;
  }
  const type = typeOf(operand);
  if (typeOf(existing) !== type) throw validationError(WRONG_TYPE);
  const [members, gone] = setsOf(existing, operand, type as SetType); // the parser lets only sets through
  const left = members.filter(member => !gone.includes(member));
  // There is no empty set: with its last member the attribute goes.
  if (left.length === 0) draft.remove(path);
  else draft.set(path, { [type]: left });
}

function setsOf(a: AttributeValue, b: AttributeValue, type: SetType): [string[], string[]] {
  const [left, right] = [a[type], b[type]];
  if (!Array.isArray(left) || !Array.isArray(right)) throw validationError(WRONG_TYPE);
  return [left, right];
}

function compileOperand(node: ExpressionNode, nameOf: NameOfLiteral): Operand {
  if (isPath(node)) return before => demand(valueAt(before, node));
  if (isOperator(node)) return compileOperator(node, nameOf);
  const name = nameOf(node);
  return (_before, values) => demand(values[name]);
}

function compileOperator(node: OperatorNode, nameOf: NameOfLiteral): Operand {
  // Each of these has two arguments: the parser counts them.
  const [first, second] = node.args as [ExpressionNode, ExpressionNode];
  const right = compileOperand(second, nameOf);
  if (node.name === 'if_not_exists') {
    const path = first as DocumentPath; // the parser demands a path here
    return (before, values) => valueAt(before, path) ?? right(before, values);
  }
  const left = compileOperand(first, nameOf);
  if (node.name === 'list_append') return (before, values) => appended(left(before, values), right(before, values));
  const subtract = node.type === 'subtract';
  return (before, values) => calculated(left(before, values), right(before, values), subtract);
}

function appended(left: AttributeValue, right: AttributeValue): AttributeValue {
  if (left.L === undefined || right.L === undefined) throw validationError(WRONG_TYPE);
  return { L: [...left.L, ...right.L] };
}

function calculated(left: AttributeValue, right: AttributeValue, subtract: boolean): AttributeValue {
  if (left.N === undefined || right.N === undefined) throw validationError(WRONG_TYPE);
  return sum(left.N, subtract ? negate(right.N) : right.N);
}

function sum(a: string, b: string): AttributeValue {
  const result = addDecimals(a, b);
  if ('error' in result) throw validationError(result.error);
  return { N: result.sum };
}

function demand(value: AttributeValue | undefined): AttributeValue {
  if (value === undefined) throw validationError(MISSING_OPERAND);
  return value;
}

/** A list while it is changed: indices mean the list as it was, so what is removed leaves a hole until the end. */
type OpenList = (AttributeValue | undefined)[];

/** Copies only what lies on the way to a change. */
class Draft {
  readonly #item: Item;
  readonly #copied = new Set<object>();
  readonly #lists: { holder: AttributeValue; list: OpenList }[] = [];

  constructor(before: Item) {
    this.#item = { ...before };
    this.#copied.add(this.#item);
  }

  set(path: DocumentPath, value: AttributeValue): void {
    const { container, step } = this.#parent(path);
    put(container, step, value);
  }

  remove(path: DocumentPath): void {
    const { container, step } = this.#parent(path);
    if (!Array.isArray(container)) delete container[step];
    else if (typeof step === 'number' && step < container.length) container[step] = undefined;
  }

  demandParent(path: DocumentPath): void {
    this.#parent(path);
  }

  finish(): Item {
    for (const { holder, list } of this.#lists) holder.L = list.filter(value => value !== undefined);
    return this.#item;
  }

  #parent(path: DocumentPath): { container: Item | OpenList; step: string | number } {
    let container: Item | OpenList = this.#item;
    for (const step of path.slice(0, -1)) container = this.#open(container, step);
    const step = path.at(-1);
    if (step === undefined || Array.isArray(container) !== (typeof step === 'number'))
      throw validationError(INVALID_PATH);
    return { container, step };
  }

  /** The list or map below a step, as a copy of our own. */
  #open(container: Item | OpenList, step: string | number): Item | OpenList {
    const value = child(container, step);
    if (value?.L === undefined && value?.M === undefined) throw validationError(INVALID_PATH);
    const inner = value.L ?? value.M ?? {};
    if (this.#copied.has(inner)) return inner;
    const copy = Array.isArray(inner) ? [...inner] : { ...inner };
    this.#copied.add(copy);
    const holder: AttributeValue = Array.isArray(copy) ? { L: copy } : { M: copy };
    put(container, step, holder);
    if (Array.isArray(copy)) this.#lists.push({ holder, list: copy });
    return copy;
  }
}

function child(container: Item | OpenList, step: string | number): AttributeValue | undefined {
  if (Array.isArray(container)) return typeof step === 'number' ? container[step] : undefined;
  return typeof step === 'string' ? attributeOf(container, step) : undefined;
}

function put(container: Item | OpenList, step: string | number, value: AttributeValue): void {
  if (!Array.isArray(container)) container[step] = value;
  // Past the end means: append. A huge index must not make a huge array.
  else if (typeof step === 'number' && step < container.length) container[step] = value;
  else container.push(value);
}
