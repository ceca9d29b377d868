import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Where the parts of one installation lie on disk. */
export interface DataDirectory {
  root: string;
  table: string;
  queue: string;
  blobs: string;
  inbox: string;
  /** Secret of the first API token: kept so that each start can print the sign-in link. */
  token: string;
  /** Secret of the token for builds, which also says where the product listens: that may change. */
  uploadSecret: string;
}

/** Stands in every directory of ours, so that nothing is ever written into anybody else's, nor taken out of it. */
const MARK = 'allim-data';
/** What `lockDataDirectory` holds. */
export const LOCK = 'lock.sqlite';

/** To be held with `lockDataDirectory` first, where another product could be at work on it. */
export const openDataDirectory = (directory: string, options: { reset: boolean }): DataDirectory => {
  const root = claimDataDirectory(directory);
  return orSaySo(root, () => {
    if (options.reset) empty(root);
    mkdirSync(path.join(root, 'blobs'), { recursive: true });
    return {
      root,
      table: path.join(root, 'table.sqlite'),
      queue: path.join(root, 'queue.sqlite'),
      inbox: path.join(root, 'inbox.jsonl'),
      blobs: path.join(root, 'blobs'),
      token: keepToken(path.join(root, 'token')),
      uploadSecret: keepToken(path.join(root, 'upload-secret')),
    };
  });
};

/** Marks a new or empty directory as ours; refuses one that holds something else. */
export const claimDataDirectory = (directory: string): string => {
  const root = path.resolve(directory);
  return orSaySo(root, () => {
    mkdirSync(root, { recursive: true });
    const isOurs = existsSync(path.join(root, MARK)) || readdirSync(root).length === 0;
    if (!isOurs) throw new Error('it holds files that are not ours; name an empty directory with --data');
    accessSync(root, constants.W_OK);
    writeFileSync(
      path.join(root, MARK),
      'Allim keeps its data here. Stop it before you copy or move this directory.\n',
    );
    return root;
  });
};

/** What goes wrong becomes a sentence for who has named the directory. */
export const orSaySo = <T>(root: string, act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    throw new Error(`cannot keep data in ${root}: ${(cause as Error).message}`, { cause });
  }
};

/** All but what shows whose it is and who is at work on it. */
const empty = (root: string): void => {
  for (const name of readdirSync(root)) {
    if (name !== MARK && name !== LOCK) rmSync(path.join(root, name), { recursive: true });
  }
};

const keepToken = (file: string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(32).toString('hex');
  writeFileSync(file, token, { mode: 0o600 });
  // Where the umask or an older file left more rights than that.
  chmodSync(file, 0o600);
  return token;
};
