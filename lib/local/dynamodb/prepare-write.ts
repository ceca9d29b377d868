import type { Item } from './attribute-value.ts';
import { demandTable, type EngineState } from './engine-state.ts';
import { validationError } from './errors.ts';
import type { ExpressionInput } from './expression-input.ts';
import type { Values } from './expression-tree.ts';
import { type CompiledExpressions, compileExpressions } from './expressions.ts';
import { checkIndexKeys, checkItem, checkKey, checkKeyPaths } from './item-rules.ts';
import { type KeyBytes, keyBytes } from './key-bytes.ts';
import { checkValues } from './request-check.ts';
import { keyAttributes, type TableSchema } from './table-schema.ts';

/** One write, checked as far as that goes without the item it meets. */
export interface PreparedWrite {
  kind: 'put' | 'update' | 'delete' | 'check';
  table: TableSchema;
  key: KeyBytes;
  expressions: CompiledExpressions;
  values: Values;
  /** The item after the write, `undefined` for none. Throws a ValidationException. */
  change: (before: Item | undefined) => Item | undefined;
  returnOnFailure: 'ALL_OLD' | 'NONE';
}

interface WriteInput extends ExpressionInput {
  TableName: string;
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}
export interface PutInput extends WriteInput {
  Item: Item;
}
export interface KeyedInput extends WriteInput {
  Key: Item;
}

export function preparePut(state: EngineState, input: PutInput): PreparedWrite {
  checkValues(input.Item);
  const expressions = compileExpressions(input);
  const table = demandTable(state, input.TableName);
  checkItem(input.Item, table);
  return {
    ...common(table, input, expressions),
    kind: 'put',
    key: keyBytes(input.Item, table),
    change: () => input.Item,
  };
}

export function prepareDelete(state: EngineState, input: KeyedInput): PreparedWrite {
  return { ...keyed(state, input), kind: 'delete', change: () => undefined };
}

export function prepareCheck(state: EngineState, input: KeyedInput): PreparedWrite {
  return { ...keyed(state, input), kind: 'check', change: before => before };
}

export function prepareUpdate(state: EngineState, input: KeyedInput): PreparedWrite {
  const prepared = keyed(state, input);
  const { table, expressions, values } = prepared;
  refuseKeyUpdate(expressions, table);
  checkKeyPaths(expressions.update?.nestedPaths, table);
  return { ...prepared, kind: 'update', change };

  function change(before: Item | undefined): Item {
    const start = before ?? input.Key;
    const after = expressions.update?.apply(start, values) ?? start;
    checkIndexKeys(after, table);
    return after;
  }
}

function keyed(state: EngineState, input: KeyedInput): Omit<PreparedWrite, 'kind' | 'change'> {
  checkValues(input.Key);
  const expressions = compileExpressions(input);
  const table = demandTable(state, input.TableName);
  checkKey(input.Key, table);
  return { ...common(table, input, expressions), key: keyBytes(input.Key, table) };
}

function common(table: TableSchema, input: WriteInput, expressions: CompiledExpressions) {
  checkKeyPaths(expressions.condition?.nestedPaths, table);
  const returnOnFailure: 'ALL_OLD' | 'NONE' = input.ReturnValuesOnConditionCheckFailure ?? 'NONE';
  return { table, expressions, values: input.ExpressionAttributeValues ?? {}, returnOnFailure };
}

function refuseKeyUpdate({ update }: CompiledExpressions, table: TableSchema): void {
  const key = keyAttributes(table).find(({ name }) =>
    update?.paths.some(path => path.length === 1 && path[0] === name),
  );
  if (key === undefined) return;
  throw validationError(
    `One or more parameter values were invalid: Cannot update attribute ${key.name}. This attribute is part of the key`,
  );
}
