import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDynamoDb } from '../../../lib/local/dynamodb/engine.ts';
import { counterOf, expected, found } from './crash-steps.ts';

const WRITER = path.join(import.meta.dirname, 'crash-writer.ts');
const clock = { now: () => Date.now() };

let directory: string;
let file: string;
let writer: ChildProcess | undefined;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'allim-dynamodb-crash-'));
  file = path.join(directory, 'dynamodb.db');
});
afterEach(async () => {
  await kill();
  rmSync(directory, { recursive: true, force: true });
});

const kill = async (): Promise<void> => {
  if (!writer || writer.exitCode !== null || writer.signalCode !== null) return;
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  await ended;
};

/** Starts a writer and reads what it acknowledges, until it has done so `count` times; it goes on writing. */
const write = async (count: number): Promise<{ acknowledged: () => number }> => {
  const child = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  writer = child;
  let last = 0;
  let lines = 0;
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the writer ended by itself')));
    createInterface({ input: child.stdout }).on('line', line => {
      last = Number(line);
      if (++lines === count) resolve();
    });
  });
  return { acknowledged: () => last };
};

test('whatever moment a process is killed at, what it acknowledged is there, and items and indexes agree', async () => {
  for (const count of [1, 7, 40, 250, 3, 90]) {
    const { acknowledged } = await write(count);
    await kill();
    const db = openDynamoDb({ file, clock });
    const written = counterOf(db);
    const state = found(db);
    db.close();
    // The last transaction may have been written, and killed before it could say so.
    expect(written).toBeGreaterThanOrEqual(acknowledged());
    expect(state).toEqual(expected(written));
  }
}, 60_000);

test('a second process on the same file is told that it is in use', async () => {
  await write(1);
  expect(() => openDynamoDb({ file, clock })).toThrow(/dynamodb\.db is in use by another process/);
});
