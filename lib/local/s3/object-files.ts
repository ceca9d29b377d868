import { mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeObject, type ObjectHead, readHead } from './object-file.ts';
import { keyOfPath, mayHold, pathOfKey } from './object-path.ts';
import { noSuchBucket, noSuchKey, preconditionFailed } from './s3-error.ts';

/** Buckets and objects as directories and files. Only one process may use the directory. */
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

export const objectFiles = (directory: string): ObjectFiles => {
  const temporary = join(directory, 'temporary');
  // Halves of objects that were never acknowledged.
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const inTurn = turns();
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
        await inTurn(path, async () => {
          if (onlyIfNew && (await exists(path))) throw preconditionFailed('If-None-Match');
          await place(draft, path);
        });
      } finally {
        await rm(draft, { force: true });
      }
    },
    async delete(bucket, key) {
      await requireBucket(bucket);
      const path = objectPath(bucket, key);
      await inTurn(path, () => rm(path, { force: true }));
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

/** One write at a time per path, so that "only if new" is true until it is written. */
const turns = () => {
  const last = new Map<string, Promise<unknown>>();
  return async (path: string, work: () => Promise<void>): Promise<void> => {
    const turn = (last.get(path) ?? Promise.resolve()).then(work);
    // The next in line waits for the end of this one, whatever it is.
    const ended = turn.catch(() => {});
    last.set(path, ended);
    try {
      await turn;
    } finally {
      if (last.get(path) === ended) last.delete(path);
    }
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

const place = async (draft: string, path: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await rename(draft, path);
      return await syncDirectory(dirname(path));
    } catch (error) {
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
