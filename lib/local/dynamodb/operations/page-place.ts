import type { Item } from '../attribute-value.ts';
import type { CapacityMode } from '../capacity.ts';
import type { DocumentPath } from '../document-path.ts';
import { validationError } from '../errors.ts';
import type { ExpressionInput } from '../expression-input.ts';
import type { CompiledExpressions } from '../expressions.ts';
import { checkKeyPaths } from '../item-rules.ts';
import type { Source } from '../storage-source.ts';
import type { IndexSchema, KeySchema, TableSchema } from '../table-schema.ts';

/** What Query and Scan have in common. */
export interface PageInput extends ExpressionInput {
  TableName: string;
  IndexName?: string;
  Limit?: number;
  ExclusiveStartKey?: Item;
  ConsistentRead?: boolean;
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';
  ReturnConsumedCapacity?: CapacityMode;
}

/** Where a page is read from. */
export interface PagePlace {
  table: TableSchema;
  index: IndexSchema | undefined;
  source: Source;
  /** Keys that order the rows: the index's, or the table's. */
  keys: KeySchema;
}

const INVALID = 'One or more parameter values were invalid: ';

/** Refuses what the place cannot give: attributes an index does not keep, consistency that a global index has not. */
export function placeOfPage(table: TableSchema, input: PageInput, expressions: CompiledExpressions): PagePlace {
  refuseSelect(input);
  const index = input.IndexName === undefined ? undefined : demandIndex(table, input.IndexName);
  if (index?.kind === 'global') refuseAbsent(index, input, expressions);
  checkKeyPaths(expressions.filter?.nestedPaths, table);
  checkKeyPaths(expressions.projection?.nestedPaths, table);
  const source: Source = index
    ? { kind: 'index', tableId: table.id, indexId: index.id, whole: isWhole(index, input, expressions) }
    : { kind: 'table', tableId: table.id };
  return { table, index, source, keys: index ?? table };
}

function demandIndex(table: TableSchema, name: string): IndexSchema {
  const index = table.indexes.find(each => each.name === name);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${name}`);
  return index;
}

function refuseSelect({ Select, IndexName, ProjectionExpression }: PageInput): void {
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (Select === 'SPECIFIC_ATTRIBUTES' && ProjectionExpression === undefined) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (ProjectionExpression === undefined || Select === undefined || Select === 'SPECIFIC_ATTRIBUTES') return;
  const what = Select === 'COUNT' ? 'only the Count' : Select;
  throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${what}`);
}

function refuseAbsent(index: IndexSchema, input: PageInput, { projection, filter }: CompiledExpressions): void {
  if (input.ConsistentRead === true)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  if (index.projected !== undefined && input.Select === 'ALL_ATTRIBUTES') {
    throw validationError(
      `${INVALID}Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const unshown = absent(index, headsOf(projection?.paths));
  if (unshown.length > 0)
    throw validationError(`${INVALID}Global secondary index ${index.name} does not project [${unshown.join(', ')}]`);
  const unfiltered = absent(index, [...(filter?.attributes ?? [])]);
  if (unfiltered.length > 0) {
    throw validationError(
      `${INVALID}Secondary index ${index.name} does not project one or more filter attributes: [${unfiltered.join(', ')}]`,
    );
  }
}

/** A local index fetches from the table what it does not keep itself. */
function isWhole(index: IndexSchema, { Select }: PageInput, { projection, filter }: CompiledExpressions): boolean {
  if (index.projected === undefined || Select === 'ALL_ATTRIBUTES') return true;
  return absent(index, [...headsOf(projection?.paths), ...(filter?.attributes ?? [])]).length > 0;
}

function absent({ projected }: IndexSchema, names: readonly string[]): string[] {
  return projected === undefined ? [] : names.filter(name => !projected.includes(name));
}

function headsOf(paths: readonly DocumentPath[] = []): string[] {
  return paths.map(([head]) => String(head));
}
