import type { Storage } from './storage.ts';
import type { IndexDefinition, TableSchema, Throughput } from './table-schema.ts';

const ARN = 'arn:aws:dynamodb:local:000000000000:table/';
const ON_DEMAND: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

/** A table as DescribeTable shows it. Counts are exact, not hours old as the service's are. */
export function tableDescription(storage: Storage, table: TableSchema): Record<string, unknown> {
  const { definition } = table;
  const { count, bytes } = storage.totals({ tableId: table.id });
  const index = (given: IndexDefinition) => indexDescription(storage, table, given);
  return {
    TableName: table.name,
    TableArn: `${ARN}${table.name}`,
    TableStatus: 'ACTIVE',
    AttributeDefinitions: definition.AttributeDefinitions,
    KeySchema: definition.KeySchema,
    ItemCount: count,
    TableSizeBytes: bytes,
    ProvisionedThroughput: throughput(definition.ProvisionedThroughput),
    ...(definition.BillingMode === 'PAY_PER_REQUEST' && { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }),
    ...(definition.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes.map(index) }),
    ...(definition.LocalSecondaryIndexes && { LocalSecondaryIndexes: definition.LocalSecondaryIndexes.map(index) }),
  };
}

function indexDescription(storage: Storage, table: TableSchema, given: IndexDefinition): Record<string, unknown> {
  const id = table.indexes.find(({ name }) => name === given.IndexName)?.id;
  const { count, bytes } = id === undefined ? { count: 0, bytes: 0 } : storage.totals({ indexId: id });
  return {
    ...given,
    IndexArn: `${ARN}${table.name}/index/${given.IndexName}`,
    IndexStatus: 'ACTIVE',
    ItemCount: count,
    IndexSizeBytes: bytes,
    ProvisionedThroughput: throughput(given.ProvisionedThroughput),
  };
}

function throughput(given: Throughput = ON_DEMAND): Throughput & { NumberOfDecreasesToday: number } {
  return { ...given, NumberOfDecreasesToday: 0 };
}
