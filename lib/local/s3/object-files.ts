import { mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeObject, type ObjectHead, readHead } from './object-file.ts';
import { keyOfPath, mayHold, pathOfKey } from './object-path.ts';
import { noSuchBucket, noSuchKey, preconditionFailed } from './s3-error.ts';

/** Buckets and objects as directories and files. Threads of one process may use the directory together, each its own. */
export interface ObjectFiles {
  createBucket(bucket: string): Promise<void>;
  /** Throws when there is none of this name. */
  requireBucket(bucket: string): Promise<void>;
  /** All or nothing; durable when it has returned. */
  put(bucket: string, object: { head: ObjectHead; bytes: Uint8Array; onlyIfNew: boolean }): Promise<void>;
  /** Throws when there is no such object. */
  read<T>(bucket: string, key: string, use: (file: FileHandle) => Promise<T>): Promise<T>;
  /** Deleting what is not there is fine. */
  delete(bucket: string, key: string): Promise<void>;
  /** All keys that begin so, in no order. */
  keys(bucket: string, prefix: string): Promise<string[]>;
  head(bucket: string, key: string): Promise<ObjectHead>;
  /** Removes directories that hold nothing any more. */
  tidy(bucket: string): Promise<void>;
}

/** A put makes its directories anew when `tidy` has taken them away in between. */
const MAX_PLACING_ATTEMPTS = 5;

/** @param thread whose drafts are kept apart, where several share the directory; the one without a name starts first */
export const objectFiles = (directory: string, thread = ''): ObjectFiles => {
  const temporary = join(directory, 'temporary', thread);
  // Halves of objects that were never acknowledged.
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  let writes = 0;

  // The mark keeps a bucket's name from being one that Windows reserves.
  const bucketPath = (bucket: string): string => join(directory, `+${bucket}`);
  const objectPath = (bucket: string, key: string): string => join(bucketPath(bucket), ...pathOfKey(key));
  const requireBucket = async (bucket: string): Promise<void> => {
    if (!(await exists(bucketPath(bucket)))) throw noSuchBucket(bucket);
  };
  const read = async <T>(bucket: string, key: string, use: (file: FileHandle) => Promise<T>): Promise<T> => {
    const file = await openOr(objectPath(bucket, key), async () => {
      await requireBucket(bucket);
      throw noSuchKey(key);
    });
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  };

  return {
    requireBucket,
    read,
    createBucket: async bucket => void (await mkdir(bucketPath(bucket), { recursive: true })),
    async put(bucket, { head, bytes, onlyIfNew }) {
      await requireBucket(bucket);
      const draft = join(temporary, String(++writes));
      const path = objectPath(bucket, head.key);
      try {
        await writeDurably(draft, encodeObject(head, bytes));
        await place(draft, path, { onlyIfNew });
      } finally {
        await rm(draft, { force: true });
      }
    },
    async delete(bucket, key) {
      await requireBucket(bucket);
      await rm(objectPath(bucket, key), { force: true });
    },
    async keys(bucket, prefix) {
      await requireBucket(bucket);
      const keys: string[] = [];
      await collectKeys({ root: bucketPath(bucket), prefix, keys }, []);
      return keys;
    },
    head: async (bucket, key) => read(bucket, key, async file => (await readHead(file)).head),
    tidy: bucket => removeEmpty(bucketPath(bucket), { keep: true }),
  };
};

const writeDurably = async (path: string, parts: readonly Uint8Array[]): Promise<void> => {
  const file = await open(path, 'w');
  try {
    await file.writev([...parts]);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The file system itself sees to it that an object is there whole or not at all, and that only one can be the first. */
const place = async (draft: string, path: string, { onlyIfNew }: { onlyIfNew: boolean }): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await (onlyIfNew ? link(draft, path) : rename(draft, path));
      return await syncDirectory(dirname(path));
    } catch (error) {
      if (onlyIfNew && codeOf(error) === 'EEXIST') throw preconditionFailed('If-None-Match');
      if (!isMissing(error) || attempt === MAX_PLACING_ATTEMPTS) throw error;
    }
  }
};

/** Windows has no such thing and does not need it. */
const syncDirectory = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const collectKeys = async (
  walk: { root: string; prefix: string; keys: string[] },
  path: readonly string[],
): Promise<void> => {
  for (const entry of await entriesOf(join(walk.root, ...path))) {
    const below = [...path, entry.name];
    if (entry.isDirectory()) {
      if (mayHold(below, walk.prefix)) await collectKeys(walk, below);
      continue;
    }
    const key = keyOfPath(below);
    if (key?.startsWith(walk.prefix)) walk.keys.push(key);
  }
};

const removeEmpty = async (path: string, { keep }: { keep: boolean }): Promise<void> => {
  const entries = await entriesOf(path);
  for (const entry of entries) {
    if (entry.isDirectory()) await removeEmpty(join(path, entry.name), { keep: false });
  }
  if (keep) return;
  try {
    await rmdir(path);
  } catch (error) {
    if (!isMissing(error) && codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
  }
};

/** None when the directory was removed meanwhile. */
const entriesOf = async (path: string) => {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [];
  }
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return false;
  }
};

const openOr = async (path: string, missing: () => Promise<never>): Promise<FileHandle> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return missing();
  }
};

/** By its shape: an error of Node's own may come from another realm, where `instanceof` does not hold. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
