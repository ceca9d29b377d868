import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqs } from '../../../lib/local/sqs/open-sqs.ts';
import { acknowledgedBeforeKill } from './acknowledged-before-kill.ts';

const CHILD = join(import.meta.dirname, 'sending-child.ts');

test('after kill -9 every acknowledged message is in the queue', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'allim-sqs-'));
  const file = join(directory, 'sqs.db');
  const acknowledged = await acknowledgedBeforeKill(CHILD, file, { atLeast: 500 });
  const sqs = openSqs({
    file,
    clock: { now: () => Date.now() },
    ids: { hex32: () => randomUUID().replaceAll('-', '') },
  });
  const kept = new Set((await sqs.receive('crash', { max: 1_000_000 })).map(message => message.body));
  sqs.close();
  await rm(directory, { recursive: true });
  expect(acknowledged.length).toBeGreaterThanOrEqual(500);
  expect(acknowledged.filter(body => !kept.has(body))).toEqual([]);
});
