import { expect, test } from '@jest/globals';
import { publicUrl } from '../../scripts/serverless/public-url.mjs';

const OUTPUTS = { Url: 'https://abc.execute-api.eu-west-1.amazonaws.com', HttpApiId: 'abc' };

test('on AWS it is what the stack says', () => {
  expect(publicUrl(OUTPUTS, undefined)).toBe(OUTPUTS.Url);
});

test('on an emulator it is below the emulator’s own address', () => {
  expect(publicUrl(OUTPUTS, 'http://127.0.0.1:4566/')).toBe('http://127.0.0.1:4566/_aws/execute-api/abc/$default');
});
