import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

/**
 * Deletes every object, because CloudFormation deletes no bucket that holds one. The bucket has no versions.
 *
 * @param {object} config what an AWS client is made of
 * @param {string} bucket
 * @returns {Promise<number>} objects that were deleted
 */
export async function emptyBucket(config, bucket) {
  const s3 = new S3Client(config);
  let deleted = 0;
  // Every round lists from the beginning what is left, so that it ends with nothing even when it is asked twice.
  for (;;) {
    const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    if (objects.length === 0) return deleted;
    await deleteObjects(s3, bucket, objects);
    deleted += objects.length;
  }
}

/** S3 lists at most 1,000 objects at a time and deletes as many. */
async function deleteObjects(s3, Bucket, objects) {
  const Delete = { Objects: objects.map(({ Key }) => ({ Key })), Quiet: true };
  const { Errors: errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  if (errors.length > 0) throw new Error(`S3 did not delete ${errors[0].Key} in ${Bucket}: ${errors[0].Message}`);
}
