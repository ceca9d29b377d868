import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { claimDataDirectory, LOCK, orSaySo } from './data-directory.ts';

/** A product that was just told to end may need so long to let go. */
const WAIT_MS = 2_000;
/** SQLite's result code where somebody else holds the lock. */
const SQLITE_BUSY = 5;

/**
 * Takes the directory for this process alone: two products would digest each other's queue. The lock is the operating
 * system's, so it goes with the process, however that ends; the file itself says nothing.
 *
 * @returns how to let go
 */
export const lockDataDirectory = (directory: string): (() => void) => {
  const root = claimDataDirectory(directory);
  return orSaySo(root, () => lock(path.join(root, LOCK)));
};

const lock = (file: string): (() => void) => {
  const database = new DatabaseSync(file, { timeout: WAIT_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    // node:sqlite's errors carry SQLite's code.
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new Error('another Allim is at work on it; stop that one, or name another directory with --data', {
      cause: error,
    });
  }
  return () => database.close();
};
