import { versionRank } from '../life/version-rank.ts';
import type { CommitAuthor, Deploy, Release, ReleaseFields } from '../ports/release-store.ts';
import { releaseDate } from '../ports/release-store.ts';
import { projectReleasesKey, projectVersionsKey, releaseKey, releaseSortKey } from './keys/release.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** A release that was just made. */
export const newReleaseItem = (release: Omit<Release, 'unsettled'>): Item => ({
  ...attributes(releaseKey(release.projectId, release.version)),
  gsi2pk: text(projectReleasesKey(release.projectId)),
  gsi2sk: text(releaseSortKey(releaseDate(release), release.version)),
  ...rankAttributes(release),
  projectId: text(release.projectId),
  version: text(release.version),
  dateAdded: number(release.dateAdded),
  ...(release.firstEvent !== undefined && { firstEvent: number(release.firstEvent) }),
  ...(release.lastEvent !== undefined && { lastEvent: number(release.lastEvent) }),
  ...fieldAttributes(release.version, release),
  unsettled: { BOOL: true },
});

/** Its place among all versions of its project. Releases that were made before there was one get it with their next event. */
export const rankAttributes = (release: Pick<Release, 'projectId' | 'version' | 'dateAdded'>): Item => ({
  gsi1pk: text(projectVersionsKey(release.projectId)),
  gsi1sk: text(versionRank(release)),
});

/** What is said of a release, and its place among the others where that follows from it. */
export const fieldAttributes = (version: string, { dateReleased, ref, url, status }: ReleaseFields): Item => ({
  ...(dateReleased !== undefined && {
    dateReleased: number(dateReleased),
    gsi2sk: text(releaseSortKey(dateReleased, version)),
  }),
  ...(ref !== undefined && { ref: text(ref) }),
  ...(url !== undefined && { url: text(url) }),
  ...(status !== undefined && { status: text(status) }),
});

export const toRelease = (item: Item): Release => ({
  projectId: readText(item, 'projectId'),
  version: readText(item, 'version'),
  dateAdded: readNumber(item, 'dateAdded'),
  ...(item.dateReleased && { dateReleased: readNumber(item, 'dateReleased') }),
  ...(item.firstEvent && { firstEvent: readNumber(item, 'firstEvent') }),
  ...(item.lastEvent && { lastEvent: readNumber(item, 'lastEvent') }),
  ...(item.ref && { ref: readText(item, 'ref') }),
  ...(item.url && { url: readText(item, 'url') }),
  // Written by `fieldAttributes`, which knows no other.
  ...(item.status && { status: readText(item, 'status') as NonNullable<Release['status']> }),
  ...(item.commitCount && { commitCount: readNumber(item, 'commitCount') }),
  // As release-commits.ts and release-deploys.ts write them.
  ...(item.lastCommit && {
    lastCommit: JSON.parse(readText(item, 'lastCommit')) as NonNullable<Release['lastCommit']>,
  }),
  ...(item.authors && { authors: JSON.parse(readText(item, 'authors')) as CommitAuthor[] }),
  ...(item.deployCount && { deployCount: readNumber(item, 'deployCount') }),
  ...(item.lastDeploy && { lastDeploy: JSON.parse(readText(item, 'lastDeploy')) as Deploy }),
  ...(item.unmappedTold && { unmappedTold: readNumber(item, 'unmappedTold') }),
  ...(item.unsettled && { unsettled: true as const }),
});
