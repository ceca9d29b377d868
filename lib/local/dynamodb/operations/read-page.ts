import type { Item } from '../attribute-value.ts';
import { type ConsumedCapacity, consumedCapacity, readUnits, tableUnits } from '../capacity.ts';
import type { CompiledExpressions } from '../expressions.ts';
import { pick } from '../item-rules.ts';
import { project } from '../projection.ts';
import type { Row } from '../storage.ts';
import { keyAttributes } from '../table-schema.ts';
import type { PageInput, PagePlace } from './page-place.ts';

/** AWS, Query: a page ends at 1 MB of what was read, before the filter. */
const MAX_PAGE_BYTES = 1_048_576;

/** Reads rows up to the limit or a megabyte, filters, projects, and says where it stopped. */
export function readPage(
  place: PagePlace,
  rows: Iterable<Row>,
  input: PageInput,
  expressions: CompiledExpressions,
): unknown {
  const { items, scanned, bytes, last } = collect(rows, input, expressions);
  const capacity = capacityOf(place, bytes, input);
  return {
    ...(input.Select !== 'COUNT' && { Items: items.map(item => shown(item, expressions)) }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last && { LastEvaluatedKey: lastEvaluatedKey(place, last) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

/** `last`: the last row that was looked at, when there may be more behind it. */
function collect(rows: Iterable<Row>, input: PageInput, { filter }: CompiledExpressions) {
  const items: Item[] = [];
  let scanned = 0;
  let bytes = 0;
  let last: Item | undefined;
  for (const row of rows) {
    const item = JSON.parse(row.json) as Item; // written by this engine from a checked item
    scanned++;
    bytes += row.size;
    if (filter?.test(item, input.ExpressionAttributeValues ?? {}) ?? true) items.push(item);
    if (scanned === input.Limit || bytes >= MAX_PAGE_BYTES) {
      last = item;
      break;
    }
  }
  return { items, scanned, bytes, last };
}

function lastEvaluatedKey({ table, index }: PagePlace, item: Item): Item {
  return pick(item, [...keyAttributes(table), ...(index ? keyAttributes(index) : [])]);
}

function shown(item: Item, { projection }: CompiledExpressions): Item {
  return projection ? project(item, projection.paths) : item;
}

function capacityOf({ table, index }: PagePlace, bytes: number, input: PageInput): ConsumedCapacity | undefined {
  const units = readUnits(bytes, input.ConsistentRead ? 'strong' : 'eventual');
  const spent = index ? { table: 0, indexes: new Map([[index.name, units]]) } : tableUnits(units);
  return consumedCapacity(table, spent, input.ReturnConsumedCapacity);
}
