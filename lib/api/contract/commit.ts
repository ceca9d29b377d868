import * as z from 'zod';
import { COMMIT_ID, type CommitAuthor, type CommitFile, type ReleaseCommit } from '../../ports/release-store.ts';
import { date } from './date.ts';

/** Characters. */
const MAX_REPOSITORY = 200;
const MAX_COMMIT_MESSAGE = 4_096;
const MAX_AUTHOR_NAME = 128;
const MAX_AUTHOR_EMAIL = 200;
const MAX_PATH = 510;
/** Files of a commit, and the characters of all their paths: a commit fits into a row with room to spare. */
const MAX_COMMIT_FILES = 1_000;
const MAX_COMMIT_PATH_CHARS = 60_000;
/** Files that a request may name of a commit; those beyond the bounds above are passed over. */
const MAX_SENT_FILES = 100_000;

export const commitId = z
  .string()
  .regex(COMMIT_ID, 'expected at most 64 letters, digits and signs, without # and blanks');
export const repository = z.string().trim().max(MAX_REPOSITORY);

/** What is longer is cut, not refused: a commit is written before anybody thinks of Allim. */
const cutText = (most: number) =>
  z
    .string()
    .transform(text => text.slice(0, most).toWellFormed().trim())
    .nullish();
/** `{path, type}` of a file; what is no such thing is passed over. */
const changedFiles = z
  .array(z.unknown())
  .max(MAX_SENT_FILES)
  .transform(files => readFiles(files))
  .nullish();
/** A commit that a request brings with its release. */
export const commit = z
  .object({
    id: commitId,
    repository: repository.nullish(),
    timestamp: date.nullish(),
    message: cutText(MAX_COMMIT_MESSAGE),
    author_name: cutText(MAX_AUTHOR_NAME),
    author_email: cutText(MAX_AUTHOR_EMAIL),
    patch_set: changedFiles,
  })
  .transform(({ id, repository, timestamp, message, author_name, author_email, patch_set }): ReleaseCommit => {
    const author: CommitAuthor = {
      ...(author_name && { name: author_name }),
      ...(author_email && { email: author_email }),
    };
    return {
      id,
      ...(repository && { repository }),
      ...(timestamp != null && { timestamp }),
      ...(message && { message }),
      ...(Object.keys(author).length > 0 && { author }),
      ...(patch_set && { files: patch_set }),
    };
  });

/** As many as fit, in their order. */
const readFiles = (files: readonly unknown[]): CommitFile[] => {
  const read: CommitFile[] = [];
  let room = MAX_COMMIT_PATH_CHARS;
  for (const file of files) {
    const { success, data } = changedFile.safeParse(file);
    if (!success) continue;
    room -= data.path.length;
    if (room < 0 || read.length === MAX_COMMIT_FILES) break;
    read.push(data);
  }
  return read;
};
const changedFile = z.object({
  path: z
    .string()
    .min(1)
    .max(MAX_PATH)
    .refine(text => text.isWellFormed()),
  /** A file that was renamed, or changed its type, was modified. */
  type: z.enum(['A', 'M', 'D']).catch('M'),
});

/** Who wrote a commit. There are no accounts: the id is made of the address, or of the name. */
export interface AuthorJson {
  id: string;
  name: string;
  email: string;
}

export interface CommitJson {
  id: string;
  message: string | null;
  author: AuthorJson | null;
  dateCreated: string | null;
  repository: { name: string } | null;
  pullRequest: null;
  suspectCommitType: string;
}

/** A file that a commit of a release changed. */
export interface CommitFileJson {
  /** Of the commit. */
  id: string;
  author: AuthorJson | null;
  commitMessage: string | null;
  filename: string;
  type: 'A' | 'M' | 'D';
  repoName: string | null;
}
