import { expect, test } from '@jest/globals';
import { planRemoval } from '../../scripts/serverless/plan-removal.mjs';

const DEPLOYED = { BucketName: 'bucket', KeepData: 'false', DeletionProtection: 'false' };

test('a removal empties the bucket, which could not be deleted else', () => {
  expect(planRemoval(DEPLOYED, 'false')).toEqual({ bucketToEmpty: 'bucket' });
});

test('what was deployed to be kept is kept, whatever is said at the removal', () => {
  expect(planRemoval({ ...DEPLOYED, KeepData: 'true' }, 'false')).toEqual({});
});

test('a wish to keep that comes too late stops the removal instead of deleting', () => {
  expect(planRemoval(DEPLOYED, 'true')).toEqual({ refusal: expect.stringContaining('keepData=true') });
});

test('a protected stage loses nothing', () => {
  expect(planRemoval({ ...DEPLOYED, DeletionProtection: 'true' }, 'false')).toEqual({
    refusal: expect.stringContaining('deletionProtection=false'),
  });
});
