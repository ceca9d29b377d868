import { type Issue, type IssueBirth, RANKED_FROM } from '../ports/issue-store.ts';
import type { Level } from '../protocol/event.ts';
import { type IssueLife, type IssueStatus, type IssueSubstatus, lifeAtBirth } from '../protocol/issue-life.ts';
import { readMetadata, writeMetadata } from './issue-metadata.ts';
import { issueKey } from './keys/issue.ts';
import { activitySortKey, issueActivityKey, issueFrequencyKey, rankStep, stepSortKey } from './keys/issue-rank.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** An issue as a table item, and back. */
export const toIssueItem = (issue: Issue): Item => ({
  ...attributes(issueKey(issue.id)),
  gsi1pk: text(issueActivityKey(issue.projectId, issue.status)),
  gsi1sk: text(activitySortKey(issue.lastSeen, issue.id)),
  ...Object.fromEntries(Object.entries(countPlace(issue)).map(([name, value]) => [name, text(value)])),
  id: text(issue.id),
  number: number(issue.number),
  shortId: text(issue.shortId),
  projectId: text(issue.projectId),
  organization: text(issue.organization),
  projectSlug: text(issue.projectSlug),
  title: text(issue.title),
  culprit: text(issue.culprit),
  type: text(issue.type),
  metadata: text(writeMetadata(issue.metadata)),
  level: text(issue.level),
  platform: text(issue.platform),
  status: text(issue.status),
  ...(issue.substatus && { substatus: text(issue.substatus) }),
  statusChanged: number(issue.statusChanged),
  life: text(JSON.stringify(issue.life)),
  lifeVersion: number(issue.lifeVersion),
  count: number(issue.count),
  users: number(issue.users),
  firstSeen: number(issue.firstSeen),
  lastSeen: number(issue.lastSeen),
  hashes: text(issue.hashes.join(' ')),
  keptSlot: number(issue.keptSlot),
  birth: text(writeBirth(issue.birth)),
  expires: number(Math.ceil(issue.expires / 1_000)),
});

/** Where an issue stands in the order by events of its project and status; nowhere while it has few. */
export const countPlace = (
  issue: Pick<Issue, 'id' | 'projectId' | 'status' | 'count'>,
): { gsi2pk?: string; gsi2sk?: string } =>
  issue.count < RANKED_FROM
    ? {}
    : {
        gsi2pk: issueFrequencyKey(issue.projectId, issue.status),
        gsi2sk: stepSortKey(rankStep(issue.count), issue.id),
      };

// The table holds only what `toIssueItem` wrote, so the unions below are what was put in.
export const fromIssueItem = (item: Item): Issue => ({
  id: readText(item, 'id'),
  number: readNumber(item, 'number'),
  shortId: readText(item, 'shortId'),
  projectId: readText(item, 'projectId'),
  organization: readText(item, 'organization'),
  projectSlug: readText(item, 'projectSlug'),
  title: readText(item, 'title'),
  culprit: readText(item, 'culprit'),
  type: readText(item, 'type'),
  metadata: readMetadata(readText(item, 'metadata')),
  level: readText(item, 'level') as Level,
  platform: readText(item, 'platform'),
  status: readText(item, 'status') as IssueStatus,
  substatus: (item.substatus?.S ?? null) as IssueSubstatus | null,
  statusChanged: readNumber(item, 'statusChanged'),
  life: readLife(item),
  lifeVersion: readNumber(item, 'lifeVersion'),
  count: readNumber(item, 'count'),
  users: readNumber(item, 'users'),
  firstSeen: readNumber(item, 'firstSeen'),
  lastSeen: readNumber(item, 'lastSeen'),
  hashes: readText(item, 'hashes').split(' ').filter(Boolean),
  keptSlot: readNumber(item, 'keptSlot'),
  birth: readBirth(readText(item, 'birth')),
  expires: item.expires ? readNumber(item, 'expires') * 1_000 : Number.MAX_SAFE_INTEGER,
  ...readMerged(item),
  ...(item.partOf && { partOf: readText(item, 'partOf') }),
});

/** Written by family-update.ts. */
const readMerged = (item: Item): Pick<Issue, 'merged' | 'mergedInto' | 'mergeVersion'> => ({
  ...(item.merged && {
    merged: {
      ids: readText(item, 'merged').split(' '),
      count: readNumber(item, 'mergedCount'),
      firstSeen: readNumber(item, 'ownFirstSeen'),
      lastSeen: readNumber(item, 'ownLastSeen'),
    },
  }),
  ...(item.mergedInto && { mergedInto: readText(item, 'mergedInto') }),
  ...(item.mergeVersion && { mergeVersion: readNumber(item, 'mergeVersion') }),
});

/** Issues that were stored before they had one begin theirs anew. */
const readLife = (item: Item): IssueLife =>
  item.life ? (JSON.parse(readText(item, 'life')) as IssueLife) : lifeAtBirth(readText(item, 'level') as Level);

/** Hours, keys and values in turns, how often each tag came unless all came once, users. */
type FlatBirth = [hours: IssueBirth['hours'], tags: string[], counts: number[], users: string[]];

const keyAndValue = ([key, value]: IssueBirth['tags'][number]): string[] => [key, value];

/** With little around it: most issues are of one event, and stay within a write unit of 1 KB. */
export const writeBirth = ({ hours, tags, users }: IssueBirth): string => {
  const counts = tags.map(([, , count]) => count);
  const flat: FlatBirth = [hours, tags.flatMap(keyAndValue), counts.every(count => count === 1) ? [] : counts, users];
  return JSON.stringify(flat);
};

/** Issues that were stored before they had one were born with nothing. */
export const readBirth = (written: string): IssueBirth => {
  if (written === '') return { hours: [], tags: [], users: [] };
  // Written above.
  const [hours, flat, counts, users] = JSON.parse(written) as FlatBirth;
  const tags = Array.from({ length: flat.length / 2 }, (_, index): [string, string, number] => [
    flat[2 * index] ?? '',
    flat[2 * index + 1] ?? '',
    counts[index] ?? 1,
  ]);
  return { hours, tags, users };
};
