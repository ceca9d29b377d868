import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  type UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A table of its own for each file of checks, and short ways to write and read it. */
export interface Scene {
  client: DynamoDBClient;
  /** Keys `pk` and `sk`; indexes `byState` (keys only), `byKind` (keys and `title`), `byOwner` (everything). */
  table: string;
  put(item: Item): Promise<void>;
  get(key: Item): Promise<Item | undefined>;
  update(key: Item, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<UpdateItemCommandOutput>;
  /** A partition key that no other test uses. */
  fresh(): string;
  createTable(more: Omit<CreateTableCommandInput, 'TableName' | 'BillingMode'>): Promise<string>;
}

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number | string): AttributeValue => ({ N: String(value) });
export const B = (...bytes: number[]): AttributeValue => ({ B: Uint8Array.from(bytes) });
export const key = (pk: string, sk = 'a'): Item => ({ pk: S(pk), sk: S(sk) });

export const openScene = async (client: DynamoDBClient): Promise<Scene> => {
  let names = 0;
  const createTable: Scene['createTable'] = async more => {
    const name = `suite-${process.pid}-${Date.now()}-${++names}`;
    await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...more }));
    return name;
  };
  const table = await createTable(TABLE);
  return {
    client,
    table,
    createTable,
    put: async item => void (await client.send(new PutItemCommand({ TableName: table, Item: item }))),
    get: async one =>
      (await client.send(new GetItemCommand({ TableName: table, Key: one, ConsistentRead: true }))).Item,
    update: (one, input) => client.send(new UpdateItemCommand({ TableName: table, Key: one, ...input })),
    fresh: () => `p${++names}`,
  };
};

const TABLE = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'state', AttributeType: 'S' },
    { AttributeName: 'seen', AttributeType: 'S' },
    { AttributeName: 'kind', AttributeType: 'S' },
    { AttributeName: 'rank', AttributeType: 'N' },
    { AttributeName: 'owner', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byState',
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'seen', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'byKind',
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'rank', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
    },
    {
      IndexName: 'byOwner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
} satisfies Omit<CreateTableCommandInput, 'TableName'>;
