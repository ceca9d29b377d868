import queryRequest from 'dynalite/validations/query.js';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import type { CompiledExpressions } from '../expressions.ts';
import { compileExpressions } from '../expressions.ts';
import { valueBytes } from '../key-bytes.ts';
import { type KeyConditions, resolveKeyCondition } from '../key-condition.ts';
import { type KeyRange, rangeOf, WHOLE_RANGE } from '../key-range.ts';
import { checkRequest } from '../request-check.ts';
import type { KeySchema } from '../table-schema.ts';
import { type PageInput, placeOfPage, readPage, startPosition } from './read-page.ts';

interface QueryInput extends PageInput {
  ScanIndexForward?: boolean;
}

export function query(state: EngineState, input: unknown): unknown {
  const request = checkRequest<QueryInput>(queryRequest.types, input);
  const expressions = compileExpressions(request);
  const place = placeOfPage(state, demandTable(state, request.TableName), request);
  const { hash, range } = keyRange(place.keys, expressions, request);
  refuseKeyFilter(place.keys, expressions);
  const forward = request.ScanIndexForward ?? true;
  const after = startPosition(place, request.ExclusiveStartKey);
  if (after && !after.hash.equals(hash))
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  const rows =
    place.source.kind === 'table' && after
      ? state.storage.partition(place.source, hash, behind(range, after.range, forward), { forward })
      : state.storage.partition(place.source, hash, range, { forward, ...(after && { after }) });
  return readPage(place, rows, request, expressions);
}

/** A table has one row a key: reading on is reading a smaller range. */
function behind(range: KeyRange, key: Buffer, forward: boolean): KeyRange {
  if (forward) {
    const from = rangeOf('GT', [key]).from;
    return { from: Buffer.compare(from, range.from) > 0 ? from : range.from, to: range.to };
  }
  return { from: range.from, to: Buffer.compare(key, range.to) < 0 ? key : range.to };
}

function keyRange(
  keys: KeySchema,
  { keyCondition }: CompiledExpressions,
  input: QueryInput,
): { hash: Buffer; range: KeyRange } {
  if (keyCondition === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const conditions = resolveKeyCondition(keyCondition, input.ExpressionAttributeValues ?? {});
  const others = Object.keys(conditions).filter(name => name !== keys.hash.name && name !== keys.range?.name);
  const hash = conditions[keys.hash.name];
  if (hash === undefined) throw validationError(`Query condition missed key schema element: ${keys.hash.name}`);
  if (others.length > 0)
    throw validationError(`Query condition missed key schema element: ${keys.range?.name ?? others[0]}`);
  if (hash.ComparisonOperator !== 'EQ') throw validationError('Query key condition not supported');
  return { hash: bytesOf(hash, keys.hash)[0]!, range: sortRange(conditions, keys) }; // EQ has one operand
}

function sortRange(conditions: KeyConditions, { range }: KeySchema): KeyRange {
  const condition = range && conditions[range.name];
  return range && condition ? rangeOf(condition.ComparisonOperator, bytesOf(condition, range)) : WHOLE_RANGE;
}

function bytesOf(condition: KeyConditions[string], attribute: KeySchema['hash']): Buffer[] {
  return condition.AttributeValueList.map(value => {
    if (value[attribute.type] === undefined) {
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
    return valueBytes(value, attribute.type);
  });
}

function refuseKeyFilter(keys: KeySchema, { filter }: CompiledExpressions): void {
  const name = [keys.hash.name, keys.range?.name].find(one => one !== undefined && filter?.attributes.has(one));
  if (name === undefined) return;
  throw validationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
  );
}
