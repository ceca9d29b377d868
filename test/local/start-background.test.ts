import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { ScheduledEvent } from 'aws-lambda';
import type { WireRequest } from '../../lib/ports/wire.ts';
import type { DataDirectory } from '../../local/data-directory.ts';
import { invoke } from '../../local/invoke.ts';
import { type Background, startBackground } from '../../local/start-background.ts';
import type { Act } from './mortal-thread.ts';

const ENTRY = new URL('./mortal-thread.ts', import.meta.url);
let root: string;
let background: Background | undefined;
let hopeless: Error[];

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'allim-thread-'));
  hopeless = [];
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  await background?.stop();
  background = undefined;
  rmSync(root, { recursive: true });
  jest.restoreAllMocks();
});

const start = async (more: { born?: boolean } = {}): Promise<void> => {
  // All that this thread looks at of its directory.
  const directory = { table: path.join(root, 'table.sqlite'), ...more } as unknown as DataDirectory;
  background = await startBackground(
    { directory, retentionDays: 90 },
    {
      entry: ENTRY,
      wire: async ({ path: asked }: WireRequest) => ({ status: 200, headers: {}, body: Buffer.from(asked) }),
      onHopeless: error => hopeless.push(error),
    },
  );
};
const ask = async (act: Act, timeoutMs = 20_000): Promise<unknown> => {
  if (!background) throw new Error('not started');
  // The thread of this test takes a word for an event.
  return invoke('sweep', background.doors.sweep, act as unknown as ScheduledEvent, timeoutMs);
};

test('a call is answered by the thread, with what the thread asks back, and a refusal is told as it was', async () => {
  await start();
  expect(await ask('answer')).toBeGreaterThan(0);
  expect(await ask('ask')).toMatchObject({ status: 200, body: new Uint8Array(Buffer.from('/asked')) });
  await expect(ask('refuse')).rejects.toThrow('no, thank you');
});

test('a call that kills its thread fails with the reason, and the next one is answered by a new thread', async () => {
  await start();
  const first = await ask('answer');
  await expect(ask('die')).rejects.toThrow(/out of luck/);
  const second = await ask('answer');
  expect(second).not.toBe(first);
  expect(hopeless).toEqual([]);
});

test('a call that never comes back is given up in time, and does not keep the next one', async () => {
  await start();
  await expect(ask('hang', 300)).rejects.toThrow(/thread ended/);
  expect(await ask('answer')).toBeGreaterThan(0);
});

test('what a thread was writing when it died is undone, and locks nobody out', async () => {
  const file = path.join(root, 'table.sqlite');
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE counter (n); INSERT INTO counter VALUES (0);');
  await start();
  await expect(ask('die in a transaction')).rejects.toThrow(/out of luck/);
  database.exec('BEGIN IMMEDIATE; UPDATE counter SET n = n + 10; COMMIT;');
  expect(database.prepare('SELECT n FROM counter').get()).toEqual({ n: 10 });
  database.close();
});

test('a thread that does not start ends the start of the product with the reason', async () => {
  await expect(start({ born: false })).rejects.toThrow(/never to be born/);
});
