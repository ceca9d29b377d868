import type { ScalarType } from './attribute-value.ts';

export interface KeyAttribute {
  name: string;
  type: ScalarType;
}

export interface KeySchema {
  hash: KeyAttribute;
  range?: KeyAttribute;
}

export interface IndexSchema extends KeySchema {
  /** Names its rows in storage. */
  id: number;
  name: string;
  kind: 'global' | 'local';
  /** The attributes it keeps, keys included; `undefined`: all. */
  projected?: string[];
}

export interface TableSchema extends KeySchema {
  /** Names its items in storage. */
  id: number;
  name: string;
  indexes: IndexSchema[];
  /** The attribute that holds the second at which an item expires. */
  timeToLive?: string;
  definition: TableDefinition;
}

// The service's own shapes, as they come with CreateTable and go with DescribeTable.

export interface KeySchemaElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}
export interface IndexDefinition {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: { ProjectionType: 'ALL' | 'INCLUDE' | 'KEYS_ONLY'; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: Throughput;
}
export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}
export interface TableDefinition {
  TableName: string;
  AttributeDefinitions: { AttributeName: string; AttributeType: ScalarType }[];
  KeySchema: KeySchemaElement[];
  BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexes?: IndexDefinition[];
  LocalSecondaryIndexes?: IndexDefinition[];
}

/** What storage knows of a table. */
export interface TableRow {
  id: number;
  definition: TableDefinition;
  timeToLive?: string;
  indexIds: Map<string, number>;
}

export function tableSchema({ id, definition, timeToLive, indexIds }: TableRow): TableSchema {
  const types = new Map(
    definition.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const keys = keySchema(definition.KeySchema, types);
  const index = (kind: IndexSchema['kind']) => (given: IndexDefinition) =>
    indexSchema(given, { kind, keys, types, indexIds });
  const indexes = [
    ...(definition.GlobalSecondaryIndexes ?? []).map(index('global')),
    ...(definition.LocalSecondaryIndexes ?? []).map(index('local')),
  ];
  const schema = { id, name: definition.TableName, ...keys, indexes, definition };
  return timeToLive === undefined ? schema : { ...schema, timeToLive };
}

/** The attributes of a key, in order. */
export function keyAttributes({ hash, range }: KeySchema): KeyAttribute[] {
  return range === undefined ? [hash] : [hash, range];
}

interface IndexContext {
  kind: IndexSchema['kind'];
  keys: KeySchema;
  types: Map<string, ScalarType>;
  indexIds: Map<string, number>;
}

function indexSchema(given: IndexDefinition, { kind, keys, types, indexIds }: IndexContext): IndexSchema {
  const own = keySchema(given.KeySchema, types);
  const id = indexIds.get(given.IndexName);
  if (id === undefined) throw new Error(`index ${given.IndexName} has no rows of its own in storage`);
  const schema: IndexSchema = { id, name: given.IndexName, kind, ...own };
  const { ProjectionType, NonKeyAttributes = [] } = given.Projection;
  if (ProjectionType === 'ALL') return schema;
  const names = [...keyAttributes(own), ...keyAttributes(keys)].map(({ name }) => name);
  return { ...schema, projected: [...new Set([...names, ...NonKeyAttributes])] };
}

function keySchema(elements: readonly KeySchemaElement[], types: Map<string, ScalarType>): KeySchema {
  const [hash, range] = elements.map(({ AttributeName }) => ({
    name: AttributeName,
    type: typeOfKey(AttributeName, types),
  }));
  if (hash === undefined) throw new Error('a key schema without a partition key got past the door');
  return range === undefined ? { hash } : { hash, range };
}

function typeOfKey(name: string, types: Map<string, ScalarType>): ScalarType {
  const type = types.get(name);
  if (type === undefined) throw new Error(`key attribute ${name} is not defined`);
  return type;
}
