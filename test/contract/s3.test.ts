import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { openS3 } from '../../lib/local/s3/open-s3.ts';
import { type Connect, connectWire, emulator } from '../support/sdk-over-wire.ts';
import { describeS3 } from './s3.suite.ts';

const embedded: Connect = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'allim-s3-'));
  const s3 = openS3({ directory, clock: { now: () => Date.now() } });
  return connectWire(s3.wire, () => rm(directory, { recursive: true }));
};

describeS3('embedded, bucket in the host’s name', embedded, { forcePathStyle: false });
describeS3('embedded, bucket in the path', embedded, { forcePathStyle: true });

const other = emulator();
if (other) describeS3('emulator', other, { forcePathStyle: true });
else describe.skip('S3: emulator', () => test('is held to the same suite when AWS_EMULATOR_URL names one', () => {}));
