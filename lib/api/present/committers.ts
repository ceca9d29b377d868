import type { Suspect } from '../../life/suspects/find-suspects.ts';
import type { ReleaseCommit } from '../../ports/release-store.ts';
import { authorKey } from '../../protocol/commit-author.ts';
import type { CommittersJson } from '../contract/committer.ts';
import { presentAuthor, presentCommit } from './commit.ts';

/** Authors of one answer, and commits of each. */
const MAX_AUTHORS = 5;
const MAX_COMMITS = 25;

/** By author, as the commits come; those that name none are nobody's. */
export const presentCommitters = (
  organization: string,
  suspects: readonly Suspect<ReleaseCommit>[],
): CommittersJson => ({
  committers: byAuthor(suspects).map(({ author, suspects: some }) => ({
    author: presentAuthor(organization, author),
    commits: some.slice(0, MAX_COMMITS).map(({ commit, score }) => ({
      ...presentCommit(organization, commit),
      suspectCommitType: 'via commit in release',
      score,
    })),
  })),
});

/** Whom the commits are of, the most likely first. */
export const suspectAuthors = (suspects: readonly Suspect<ReleaseCommit>[]) =>
  byAuthor(suspects).map(({ author }) => author);

const byAuthor = (suspects: readonly Suspect<ReleaseCommit>[]) => {
  const authors = Map.groupBy(suspects, ({ commit }) => authorKey(commit.author ?? {}));
  return [...authors]
    .flatMap(([key, some]) => {
      const author = some[0]?.commit.author;
      return key !== '' && author ? [{ author, suspects: some }] : [];
    })
    .slice(0, MAX_AUTHORS);
};
