import { expect, test } from '@jest/globals';
import { filtered, thrown } from './event.ts';

const on = { chunkLoadErrors: true };

test.each([
  { type: 'ChunkLoadError', value: 'Loading chunk 3 failed. (error: https://shop.example/3.js)' },
  { type: 'Error', value: 'Uncaught (in promise): ChunkLoadError: Loading chunk 3 failed.' },
])('%j is a part that could not be loaded', exception => {
  expect(filtered(thrown(exception), on)).toBe('chunk-load-error');
});

test.each([
  { type: 'Error', value: 'Loading chunk 3 failed.' },
  { type: 'ChunkLoadError', value: 'of my own' },
  { type: 'Error', value: 'Loading CSS chunk 3 failed.' },
])('%j is left', exception => {
  expect(filtered(thrown(exception), on)).toBeUndefined();
});
