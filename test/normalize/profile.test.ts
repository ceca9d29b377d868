import { expect, test } from '@jest/globals';
import { normalizeProfile } from '../../lib/normalize/profile.ts';
import { normalizeProfileChunk } from '../../lib/normalize/profile-chunk.ts';
import { faultOfSamples } from '../../lib/normalize/sampled-profile.ts';
import { cpuTime } from '../scrub/rules/cpu-time.ts';

const ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const profile = { samples: [{ stack_id: 0 }, { stack_id: 0 }], stacks: [[0]], frames: [{ function: 'pay' }] };
const of = { platform: 'javascript', release: 'shop@1', environment: 'production', profile };

test('a profile says what it is of', () => {
  expect(normalizeProfile({ ...of, event_id: ID, version: '1' })).toEqual({
    profile: { id: ID, platform: 'javascript', format: 'sample', release: 'shop@1', environment: 'production' },
  });
});

test('a part of one says which profiler it is from', () => {
  expect(normalizeProfileChunk({ ...of, chunk_id: ID, profiler_id: ID })).toEqual({
    chunk: { id: ID, profilerId: ID, platform: 'javascript', kind: 'ui', release: 'shop@1', environment: 'production' },
  });
});

test('half a million samples are looked through in no time', () => {
  const samples = Array.from({ length: 500_000 }, () => ({ stack_id: 0 }));
  const ms = cpuTime(() => expect(faultOfSamples({ ...profile, samples })).toBeUndefined());
  expect(ms).toBeLessThan(1_000);
});
