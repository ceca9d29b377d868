import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ReleaseCommit } from '../ports/release-store.ts';
import { type Item, readText } from './table.ts';

/** Commits of one row, as JSON; compressed it is a fifth of that, and a row may hold 400 KB. */
const MAX_PART_BYTES = 300_000;
const MAX_PART_COMMITS = 200;
/** A row decompresses to no more than its commits were; one commit alone may be larger than a part. */
const MAX_READ_BYTES = 4 * 1024 * 1024;

/** Paths repeat from commit to commit, and so does who wrote them. */
export const packCommits = (commits: readonly ReleaseCommit[]): Uint8Array => zstdCompressSync(JSON.stringify(commits));

/** Rows that were written before there were messages hold text. */
export const readPart = (row: Item): ReleaseCommit[] => {
  const packed = row.commits?.B;
  const written = packed
    ? zstdDecompressSync(packed, { maxOutputLength: MAX_READ_BYTES }).toString('utf8')
    : readText(row, 'commits');
  // Written by `packCommits`.
  return JSON.parse(written || '[]') as ReleaseCommit[];
};

/** Commits in their order, by rows. */
export const partCommits = (commits: readonly ReleaseCommit[]): ReleaseCommit[][] => {
  const parts: ReleaseCommit[][] = [];
  let bytes = 0;
  for (const commit of commits) {
    const size = Buffer.byteLength(JSON.stringify(commit));
    const last = parts.at(-1);
    if (last && last.length < MAX_PART_COMMITS && bytes + size <= MAX_PART_BYTES) {
      last.push(commit);
      bytes += size;
    } else {
      parts.push([commit]);
      bytes = size;
    }
  }
  return parts;
};

/** What a release's own row says of its newest commit. */
export const withoutFiles = (commit: ReleaseCommit): Omit<ReleaseCommit, 'files'> => {
  const { files: _, ...rest } = commit;
  return rest;
};
