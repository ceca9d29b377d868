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
}

/** Stands in every directory of ours, so that `--reset` never empties anybody else's. */
const MARK = 'allim-data';

export const openDataDirectory = (directory: string, options: { reset: boolean }): DataDirectory => {
  const root = path.resolve(directory);
  try {
    if (options.reset) empty(root);
    mkdirSync(path.join(root, 'blobs'), { recursive: true });
    accessSync(root, constants.W_OK);
    writeFileSync(
      path.join(root, MARK),
      'Allim keeps its data here. Stop it before you copy or move this directory.\n',
    );
    return {
      root,
      table: path.join(root, 'table.sqlite'),
      queue: path.join(root, 'queue.sqlite'),
      inbox: path.join(root, 'inbox.jsonl'),
      blobs: path.join(root, 'blobs'),
      token: keepToken(path.join(root, 'token')),
    };
  } catch (cause) {
    throw new Error(`cannot keep data in ${root}: ${(cause as Error).message}`, { cause });
  }
};

const empty = (root: string): void => {
  if (!existsSync(root)) return;
  const isOurs = existsSync(path.join(root, MARK)) || readdirSync(root).length === 0;
  if (!isOurs) throw new Error('it holds files that are not ours, so --reset leaves it alone');
  rmSync(root, { recursive: true });
};

const keepToken = (file: string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(32).toString('hex');
  writeFileSync(file, token, { mode: 0o600 });
  // Where the umask or an older file left more rights than that.
  chmodSync(file, 0o600);
  return token;
};
