import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type AttachedHashes, type IssueStore, MAX_ISSUE_HASHES } from '../ports/issue-store.ts';
import type { HashOwner } from '../ports/tally-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { findOwners } from './find-owners.ts';
import { fromIssueItem } from './issue-item.ts';
import { readIssueRow } from './issue-life-writes.ts';
import { claimHash } from './issue-writes.ts';
import { issueKey } from './keys/issue.ts';
import { type Item, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** A DynamoDB transaction takes 100 items; one is the issue. */
const MAX_CLAIMS = 99;

/** A part at a time: each names its hashes in the issue's row in the transaction that makes them lead there. */
export const attachHashes =
  (table: Table, clock: Clock): IssueStore['attachHashes'] =>
  async (issueId, hashes) => {
    const asked = [...new Set(hashes)];
    const answer: AttachedHashes = { attached: [], owned: new Map() };
    for (let from = 0; from < asked.length; from += MAX_CLAIMS) {
      const part = await attachPart(table, clock, issueId, asked.slice(from, from + MAX_CLAIMS));
      answer.attached.push(...part.attached);
      for (const [hash, owner] of part.owned) answer.owned.set(hash, owner);
    }
    return answer;
  };

const attachPart = (table: Table, clock: Clock, issueId: string, hashes: readonly string[]): Promise<AttachedHashes> =>
  inRounds(async () => {
    const row = await readIssueRow(table, issueId);
    if (!row) return { attached: [], owned: new Map() };
    const issue = fromIssueItem(row);
    const owners = await findOwners(table, issue.projectId, hashes, clock.now());
    const elsewhere = hashes.flatMap((hash): [string, string][] => {
      const id = ownerId(owners.get(hash), issueId);
      return id === undefined ? [] : [[hash, id]];
    });
    const owned = new Map(elsewhere);
    const own = hashes.filter(hash => isOwn(owners.get(hash), issueId));
    const free = hashes.filter(hash => !owned.has(hash) && !own.includes(hash));
    const missing = [...own, ...free].filter(hash => !issue.hashes.includes(hash));
    const room = Math.max(0, MAX_ISSUE_HASHES - issue.hashes.length);
    const added = missing.slice(0, room);
    const claimed = free.filter(hash => added.includes(hash) || issue.hashes.includes(hash));
    const attached = [...own, ...claimed];
    if (claimed.length === 0 && added.length === 0) return { attached, owned };
    const failed = await commit(table, [
      nameHashes(table, row, added),
      ...claimed.map(hash => claimHash(table, issue, claimOf(hash, owners.get(hash)))),
    ]);
    return failed ? RETRY : { attached, owned };
  });

/** Of one that leads to another issue, or to one that is discarded. */
const ownerId = (owner: HashOwner | undefined, issueId: string): string | undefined => {
  if (owner?.kind === 'discarded') return owner.issueId;
  return owner?.kind === 'issue' && owner.issue.id !== issueId ? owner.issue.id : undefined;
};

const isOwn = (owner: HashOwner | undefined, issueId: string): boolean =>
  owner?.kind === 'issue' && owner.issue.id === issueId;

const claimOf = (hash: string, owner: HashOwner | undefined) => ({
  hash,
  ...(owner?.kind === 'dead' && { instead: owner.issueId }),
});

const nameHashes = (table: Table, row: Item, added: readonly string[]): TransactWriteItem => {
  const before = readText(row, 'hashes');
  const after = [...before.split(' ').filter(Boolean), ...added].join(' ');
  return transactUpdate(table, issueKey(readText(row, 'id')), {
    ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(deleted) AND ${row.hashes ? 'hashes = :before' : 'attribute_not_exists(hashes)'}`,
    UpdateExpression: 'SET hashes = :after',
    ExpressionAttributeValues: { ...(row.hashes && { ':before': row.hashes }), ':after': text(after) },
  });
};
