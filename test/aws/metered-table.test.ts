import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { meterTable } from '../../lib/aws/metered-table.ts';
import { batchGet, batchWrite } from '../../lib/aws/table.ts';
import { usageMeter } from '../../lib/digest/usage-meter.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

let table: TestTable | undefined;
afterEach(() => table?.close());

const item = (name: string, bytes = 10) => ({ pk: { S: name }, sk: { S: 'META' }, data: { S: 'x'.repeat(bytes) } });

test('what a table’s calls consume is added up, reads and writes apart, and handed over once', async () => {
  const meter = usageMeter();
  table = await openTestTable();
  const { client, name } = meterTable(table, meter);
  await client.send(new PutItemCommand({ TableName: name, Item: item('a', 1_500) }));
  expect(meter.take()).toMatchObject({ tableWrites: 2, tableReads: 0 });
  await batchWrite(table, [{ PutRequest: { Item: item('b') } }, { PutRequest: { Item: item('c') } }]);
  await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: name, Item: item('d') } }] }));
  expect(meter.take()).toMatchObject({ tableWrites: 4, tableReads: 0 });
  await client.send(new GetItemCommand({ TableName: name, Key: { pk: { S: 'a' }, sk: { S: 'META' } } }));
  await batchGet(table, [{ pk: 'b', sk: 'META' }], { consistent: true });
  expect(meter.take()).toMatchObject({ tableWrites: 0, tableReads: 1.5 });
  expect(meter.take()).toMatchObject({ tableWrites: 0, tableReads: 0 });
});
