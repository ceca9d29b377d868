import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { httpsWireWithin } from '../../lib/aws/https-wire.ts';
import { sdkConfig } from '../../lib/aws/sdk-config.ts';
import { type CallAws, signedCaller } from '../../lib/aws/signed-call.ts';
import type { Table } from '../../lib/aws/table.ts';
import { openDynamoDb } from '../../lib/local/dynamodb/engine.ts';
import { dynamoDbWire } from '../../lib/local/dynamodb/wire.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { tableDefinition } from '../../local/table-definition.ts';
import { PATIENCE_MS } from './patience.ts';

export const environment = {
  region: 'ap-northeast-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  endpoint: (service: string) => new URL(`https://${service}.ap-northeast-2.amazonaws.com`),
};

export interface TestTable extends Table {
  /** Calls signed by hand, as the edge makes them. */
  call: CallAws;
  close(): void;
}

export interface TestTableOptions {
  clock?: Clock;
  /** What stands between the adapters and the engine. */
  around?: (wire: Wire) => Wire;
  /** Another engine than the embedded one, by its address. */
  url?: URL;
}

/** The product's table, empty, on the embedded engine in memory or on another one. */
export const openTestTable = async ({ clock, around, url }: TestTableOptions = {}): Promise<TestTable> => {
  const { wire, close } = url ? remote(url) : embedded(clock);
  const name = `allim-${randomUUID()}`;
  const setUp = new DynamoDBClient(sdkConfig('dynamodb', environment, wire));
  // The definition is shared with the local product, which speaks to the engine without the SDK's types.
  await setUp.send(
    new CreateTableCommand(tableDefinition(name) as ConstructorParameters<typeof CreateTableCommand>[0]),
  );
  const between = around?.(wire) ?? wire;
  const client = new DynamoDBClient({ ...sdkConfig('dynamodb', environment, between), maxAttempts: 1 });
  return { client, name, call: signedCaller(environment, between), close };
};

const patientWire = httpsWireWithin(PATIENCE_MS);

const remote = (url: URL): { wire: Wire; close(): void } => ({
  wire: request => patientWire({ ...request, protocol: url.protocol, hostname: url.hostname, port: Number(url.port) }),
  close: () => {},
});

const embedded = (clock: Clock = { now: () => Date.now() }): { wire: Wire; close(): void } => {
  const db = openDynamoDb({ file: ':memory:', clock });
  return { wire: dynamoDbWire(db), close: () => db.close() };
};
