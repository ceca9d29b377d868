import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type Issue, type IssueStore, itself, ownOf } from '../ports/issue-store.ts';
import { attachHashes } from './attach-hashes.ts';
import { carveIssue } from './carve-issue.ts';
import { findIssueId } from './find-issue-id.ts';
import { hideIssue } from './hide-issue.ts';
import { decodeCursor, encodeCursor } from './index-cursor.ts';
import { changeLife } from './issue-life-writes.ts';
import { queryRanks, readNewest } from './issue-ranks.ts';
import { issueIdIn } from './keys/issue.ts';
import { issueActivityKey } from './keys/issue-rank.ts';
import { INDEX_BY_ACTIVITY } from './keys/key.ts';
import { mergeIssues } from './merge-issues.ts';
import { readLiving } from './read-living.ts';
import { renameIssue } from './rename-issue.ts';
import { keyOf, type Table, text } from './table.ts';
import { unmergeIssue } from './unmerge-issue.ts';

export const dynamoIssueStore = (table: Table, clock: Clock): IssueStore => {
  const get: IssueStore['get'] = async (ids, options = { consistent: true }) => {
    const found = await readLiving(table, ids, clock.now(), options);
    const merged = [...found.values()].flatMap(({ mergedInto }) => mergedInto ?? []);
    const primaries = await readLiving(table, merged, clock.now(), options);
    const shown = (issue: Issue): Issue | undefined =>
      issue.mergedInto === undefined ? issue : primaries.get(issue.mergedInto);
    return new Map(
      [...found].flatMap(([id, issue]): [string, Issue][] => {
        const one = shown(issue);
        // What shows it may itself have been merged a moment ago: it is found in a moment.
        return one && one.mergedInto === undefined ? [[id, one]] : [];
      }),
    );
  };

  return {
    get,

    findByShortId: async (organization, shortId) => {
      const meant = await findIssueId(table, organization, shortId);
      const found = meant ? [...(await get(meant.ids)).values()] : [];
      return found.find(issue => issue.organization === organization && issue.projectId === meant?.projectId);
    },

    ranks: queryRanks(table),
    newest: readNewest(table, get),

    list: async (projectId, status, { limit, cursor }) => {
      const partition = issueActivityKey(projectId, status);
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: INDEX_BY_ACTIVITY,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': text(partition) },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: decodeCursor('gsi1', partition, cursor),
        }),
      );
      const ids = (page.Items ?? []).map(item => issueIdIn(keyOf(item)));
      const found = await get(ids);
      const next = encodeCursor('gsi1', page.LastEvaluatedKey);
      // The index lags behind the items a little: what has left this status meanwhile is left out.
      const issues = ids
        .flatMap(id => itself(found, id) ?? [])
        .filter(issue => issue.status === status && issue.projectId === projectId)
        // The index knows the minute only.
        .toSorted((a, b) => b.lastSeen - a.lastSeen);
      return { issues, ...(next && { next }) };
    },

    change: changeLife(table),
    delete: hideIssue(table),
    mergedOf: async ({ merged }) => [...(await readLiving(table, merged?.ids ?? [], clock.now())).values()].map(ownOf),
    carve: carveIssue(table, clock),
    merge: mergeIssues(table, clock),
    unmerge: unmergeIssue(table, clock),
    attachHashes: attachHashes(table, clock),
    rename: renameIssue(table),
  };
};
