import queryRequest from 'dynalite/validations/query.js';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { type CompiledExpressions, compileExpressions } from '../expressions.ts';
import { checkNotEmpty } from '../item-rules.ts';
import { valueBytes } from '../key-bytes.ts';
import { type KeyConditions, resolveKeyCondition } from '../key-condition.ts';
import { isWithin, type KeyRange, rangeBehind, rangeFrom, rangeOf, WHOLE_RANGE } from '../key-range.ts';
import { checkRequest } from '../request-check.ts';
import type { IndexPosition, Row } from '../storage.ts';
import type { KeyAttribute, KeySchema } from '../table-schema.ts';
import { type PageInput, type PagePlace, placeOfPage } from './page-place.ts';
import { readPage } from './read-page.ts';
import { startPosition } from './start-position.ts';

interface QueryInput extends PageInput {
  ScanIndexForward?: boolean;
}

/** One partition, and the sort keys in it. */
interface Extent {
  hash: Buffer;
  range: KeyRange;
}

export function query(state: EngineState, input: unknown): unknown {
  const request = checkRequest<QueryInput>(queryRequest.types, input);
  const expressions = compileExpressions(request);
  const place = placeOfPage(demandTable(state, request.TableName), request, expressions);
  const extent = extentOf(place.keys, expressions, request);
  refuseKeyFilter(place.keys, expressions);
  const after = startPosition(place, request.ExclusiveStartKey);
  if (after) refuseOutside(extent, after);
  const forward = request.ScanIndexForward ?? true;
  return readPage(place, rowsOf(state, place, extent, { forward, after }), request, expressions);
}

function rowsOf(
  { storage }: EngineState,
  { source }: PagePlace,
  { hash, range }: Extent,
  { forward, after }: { forward: boolean; after: IndexPosition | undefined },
): Iterable<Row> {
  if (!after) return storage.partition(source, hash, range, { forward });
  if (source.kind === 'table')
    return storage.partition(source, hash, rangeBehind(range, after.range, forward), { forward });
  return storage.partition(source, hash, rangeFrom(range, after.range, forward), { forward, after });
}

function extentOf(keys: KeySchema, { keyCondition }: CompiledExpressions, input: QueryInput): Extent {
  if (keyCondition === undefined) {
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const conditions = resolveKeyCondition(keyCondition, input.ExpressionAttributeValues ?? {});
  const hash = conditions[keys.hash.name];
  const other = Object.keys(conditions).find(name => name !== keys.hash.name && name !== keys.range?.name);
  if (hash === undefined) throw validationError(`Query condition missed key schema element: ${keys.hash.name}`);
  if (other !== undefined)
    throw validationError(`Query condition missed key schema element: ${keys.range?.name ?? other}`);
  if (hash.ComparisonOperator !== 'EQ') throw validationError('Query key condition not supported');
  return { hash: bytesOf(hash, keys.hash)[0]!, range: sortRange(conditions, keys) }; // EQ has one operand
}

function sortRange(conditions: KeyConditions, { range }: KeySchema): KeyRange {
  const condition = range && conditions[range.name];
  return range && condition ? rangeOf(condition.ComparisonOperator, bytesOf(condition, range)) : WHOLE_RANGE;
}

function bytesOf(condition: KeyConditions[string], attribute: KeyAttribute): Buffer[] {
  return condition.AttributeValueList.map(value => {
    const given = value[attribute.type];
    if (given === undefined) {
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
    checkNotEmpty(given, attribute);
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

function refuseOutside({ hash, range }: Extent, start: IndexPosition): void {
  if (!start.hash.equals(hash))
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  if (!isWithin(range, start.range))
    throw validationError('The provided starting key does not match the range key predicate');
}
