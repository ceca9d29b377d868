import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Connect, Connection } from '../support/sdk-over-wire.ts';
import { describeBatches } from './dynamodb/batches.ts';
import { describeCapacity } from './dynamodb/capacity.ts';
import { describeConditions } from './dynamodb/conditions.ts';
import { describeIndexes } from './dynamodb/indexes.ts';
import { describeItems } from './dynamodb/items.ts';
import { describeQueries } from './dynamodb/queries.ts';
import { openScene, type Scene } from './dynamodb/scene.ts';
import { describeTables } from './dynamodb/tables.ts';
import { describeTransactions } from './dynamodb/transactions.ts';
import { describeUpdates } from './dynamodb/updates.ts';

/** What Allim, and anyone who reads the service's documentation, relies on. */
export const describeDynamoDb = (name: string, connect: Connect): void => {
  describe(`DynamoDB: ${name}`, () => {
    let connection: Connection;
    let client: DynamoDBClient;
    let scene: Scene;

    beforeAll(async () => {
      connection = await connect();
      client = new DynamoDBClient(connection.config);
      scene = await openScene(client);
    });
    afterAll(async () => {
      client?.destroy();
      await connection?.close();
    });

    describe('tables', () => describeTables(() => scene));
    describe('items', () => describeItems(() => scene));
    describe('conditions', () => describeConditions(() => scene));
    describe('updates', () => describeUpdates(() => scene));
    describe('queries', () => describeQueries(() => scene));
    describe('indexes', () => describeIndexes(() => scene));
    describe('batches', () => describeBatches(() => scene));
    describe('transactions', () => describeTransactions(() => scene));
    describe('capacity', () => describeCapacity(() => scene));
  });
};
