import type { UsageMeter } from '../ports/usage-meter.ts';
import type { Table } from './table.ts';

/** What DynamoDB says of a call's cost: of one table, or of each. */
interface Consumed {
  ConsumedCapacity?: Capacity | Capacity[];
}
interface Capacity {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

const READS = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'TransactGetItemsCommand']);

/**
 * Has DynamoDB say what each call of this client consumes, and adds it to the meter: in one place, whoever calls. What a
 * cancelled transaction consumed is not told, and not counted.
 */
export const meterTable = (table: Table, meter: Pick<UsageMeter, 'add'>): Table => {
  table.client.middlewareStack.add(
    (next, context) => async args => {
      const reads = READS.has(String(context.commandName));
      // Every command of ours that reads or writes items takes this parameter.
      const input = { ReturnConsumedCapacity: 'TOTAL', ...args.input };
      const result = await next({ ...args, input });
      for (const units of capacities(result.output as Consumed))
        meter.add(reads ? { tableReads: units } : { tableWrites: units });
      return result;
    },
    { step: 'initialize', name: 'meterTable', override: true },
  );
  return table;
};

const capacities = ({ ConsumedCapacity: consumed }: Consumed): number[] =>
  [consumed ?? []].flat().map(({ CapacityUnits = 0 }) => CapacityUnits);
