// Writes transactions to the engine until it is killed; says after each which one is acknowledged.
//   node crash-writer.ts <file>
import { writeSync } from 'node:fs';
import { openDynamoDb } from '../../../lib/local/dynamodb/engine.ts';
import { CRASH_TABLE, counterOf, STEPS_KEPT, step } from './crash-steps.ts';

const db = openDynamoDb({ file: process.argv[2] ?? '', clock: { now: () => Date.now() } });
db.call('CreateTable', CRASH_TABLE);
for (let number = counterOf(db) + 1; ; number++) {
  const { status, body } = db.call('TransactWriteItems', step(number));
  if (status !== 200) throw new Error(`transaction ${number} was refused: ${JSON.stringify(body)}`);
  writeSync(1, `${number}\n`);
  if (number % STEPS_KEPT === 0) await new Promise(resolve => setImmediate(resolve));
}
