import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { ObjectLister } from '../ports/object-lister.ts';
import type { Wire } from '../ports/wire.ts';
import type { AwsEnvironment } from './aws-environment.ts';
import { sdkConfig } from './sdk-config.ts';

/** Listing has a query to be signed, which our own signer knows nothing of; only the sweep lists. */
export const s3ObjectLister = (environment: AwsEnvironment, wire: Wire | undefined, bucket: string): ObjectLister => {
  const client = new S3Client({ ...sdkConfig('s3', environment, wire), forcePathStyle: true });
  return {
    list: async (prefix, after) => {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after }),
      );
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    folders: async prefix => {
      const { CommonPrefixes = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/' }),
      );
      return CommonPrefixes.flatMap(({ Prefix }) => Prefix ?? []);
    },
  };
};
