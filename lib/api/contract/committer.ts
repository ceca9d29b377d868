import type { AuthorJson, CommitJson } from './commit.ts';

/** A commit that may have brought an error; `score`: parts of a path in which it and a frame agree, from the end. */
export interface SuspectCommitJson extends CommitJson {
  score: number;
}

/** Who wrote commits that touched the files of an event's stack trace, the most likely first. */
export interface CommittersJson {
  committers: { author: AuthorJson; commits: SuspectCommitJson[] }[];
}
