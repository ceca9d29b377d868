import type { Clock } from '../../ports/clock.ts';
import type { Wire } from '../../ports/wire.ts';
import { objectFiles } from './object-files.ts';
import type { S3Deps } from './s3-deps.ts';
import { S3Error } from './s3-error.ts';
import { s3Wire } from './s3-wire.ts';

/**
 * Amazon S3 in this process, its objects files below one directory that no other process may use; other threads of this
 * one may, each under a name of its own.
 * What was answered survives `kill -9`, and there is never half an object.
 */
export interface S3 {
  /** The service's REST protocol, bucket in the host's name or in the path. */
  wire: Wire;
  /** Deletes what is older, as a lifecycle rule would. Returns how many objects went. */
  expire(bucket: string, prefix: string, olderThanMs: number): Promise<number>;
}

interface Options {
  /** Is made when it is not there. */
  directory: string;
  clock: Clock;
  /** The first to open the directory has none. */
  thread?: string;
}

export const openS3 = ({ directory, clock, thread }: Options): S3 => {
  const deps: S3Deps = { clock, files: objectFiles(directory, thread) };
  return {
    wire: s3Wire(deps),
    async expire(bucket, prefix, olderThanMs) {
      const keys = await deps.files.keys(bucket, prefix);
      let expired = 0;
      for (const key of keys)
        if (await expireOne(deps, { bucket, key, before: clock.now() - olderThanMs })) expired += 1;
      await deps.files.tidy(bucket);
      return expired;
    },
  };
};

const expireOne = async (
  { files }: S3Deps,
  { bucket, key, before }: { bucket: string; key: string; before: number },
): Promise<boolean> => {
  try {
    if ((await files.head(bucket, key)).modified >= before) return false;
  } catch (error) {
    // Somebody was faster.
    if (error instanceof S3Error && error.code === 'NoSuchKey') return false;
    throw error;
  }
  await files.delete(bucket, key);
  return true;
};
