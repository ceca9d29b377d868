import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { openSqs } from '../../lib/local/sqs/open-sqs.ts';
import { connectWire, emulator } from '../support/sdk-over-wire.ts';
import { describeSqs } from './sqs.suite.ts';

describeSqs('embedded', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'allim-sqs-'));
  const sqs = openSqs({
    file: join(directory, 'sqs.db'),
    clock: { now: () => Date.now() },
    ids: { hex32: () => randomUUID().replaceAll('-', '') },
  });
  return connectWire(sqs.wire, async () => {
    sqs.close();
    await rm(directory, { recursive: true });
  });
});

const other = emulator();
if (other) describeSqs('emulator', other);
else describe.skip('SQS: emulator', () => test('is held to the same suite when AWS_EMULATOR_URL names one', () => {}));
