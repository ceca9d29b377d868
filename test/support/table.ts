import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { httpsWire } from '../../lib/aws/https-wire.ts';
import { sdkConfig } from '../../lib/aws/sdk-config.ts';
import type { Table } from '../../lib/aws/table.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { tableDefinition } from '../../local/table-definition.ts';

export const environment = {
  region: 'ap-northeast-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  endpoint: (service: string) => new URL(`https://${service}.ap-northeast-2.amazonaws.com`),
};

export interface TestTable extends Table {
  close(): void;
}

/**
 * The product's table on the embedded engine in memory, or on whatever `DYNAMODB_URL` names.
 * @param around what stands between the adapters and the engine
 */
export const openTestTable = async (
  options: { clock?: Clock; around?: (wire: Wire) => Wire } = {},
): Promise<TestTable> => {
  const { wire, close } = process.env.DYNAMODB_URL
    ? remote(new URL(process.env.DYNAMODB_URL))
    : await embedded(options.clock);
  const name = `allim-${randomUUID()}`;
  const setUp = new DynamoDBClient(sdkConfig(environment, wire));
  // The definition is shared with the local product, which speaks to the engine without the SDK's types.
  await setUp.send(
    new CreateTableCommand(tableDefinition(name) as ConstructorParameters<typeof CreateTableCommand>[0]),
  );
  const client = new DynamoDBClient({ ...sdkConfig(environment, options.around?.(wire) ?? wire), maxAttempts: 1 });
  return { client, name, close };
};

const remote = (url: URL): { wire: Wire; close(): void } => ({
  wire: request => httpsWire({ ...request, protocol: url.protocol, hostname: url.hostname, port: Number(url.port) }),
  close: () => {},
});

const embedded = async (clock: Clock | undefined): Promise<{ wire: Wire; close(): void }> => {
  const { openDynamoDb } = await import('../../lib/local/dynamodb/engine.ts');
  const { dynamoDbWire } = await import('../../lib/local/dynamodb/wire.ts');
  const db = openDynamoDb({ file: ':memory:', clock: clock ?? { now: () => Date.now() } });
  return { wire: dynamoDbWire(db), close: () => db.close() };
};
