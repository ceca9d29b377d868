import type { CommitAuthor, CommitFile, ReleaseCommit } from '../../ports/release-store.ts';
import { authorKey } from '../../protocol/commit-author.ts';
import { personId } from '../../protocol/person-id.ts';
import type { AuthorJson, CommitFileJson, CommitJson } from '../contract/commit.ts';
import { isoTime } from './time.ts';

/** A commit as lists and releases show it: without its files. */
export const presentCommit = (organization: string, commit: Omit<ReleaseCommit, 'files'>): CommitJson => ({
  id: commit.id,
  message: commit.message ?? null,
  author: commit.author ? presentAuthor(organization, commit.author) : null,
  dateCreated: commit.timestamp === undefined ? null : isoTime(commit.timestamp),
  repository: commit.repository ? { name: commit.repository } : null,
  pullRequest: null,
  suspectCommitType: '',
});

export const presentAuthor = (organization: string, author: CommitAuthor): AuthorJson => ({
  id: personId(organization, authorKey(author)),
  name: author.name ?? author.email ?? '',
  email: author.email ?? '',
});

export const presentCommitFile = (
  organization: string,
  commit: ReleaseCommit,
  { path, type }: CommitFile,
): CommitFileJson => ({
  id: commit.id,
  author: commit.author ? presentAuthor(organization, commit.author) : null,
  commitMessage: commit.message ?? null,
  filename: path,
  type,
  repoName: commit.repository ?? null,
});
