import { describe, test } from '@jest/globals';
import { openSns } from '../../lib/local/sns/open-sns.ts';
import { connectWire, emulator } from '../support/sdk-over-wire.ts';
import { describeSns } from './sns.suite.ts';

describeSns('embedded', async () => connectWire(openSns({ clock: { now: () => Date.now() } }).wire, () => {}));

const other = emulator();
if (other) describeSns('emulator', other);
else describe.skip('SNS: emulator', () => test('is held to the same suite when AWS_EMULATOR_URL names one', () => {}));
