import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { IssueStore, LifeWrite } from '../ports/issue-store.ts';
import { putActivity } from './activity-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { isDeletedIssue } from './deleted-issue.ts';
import { putDue } from './due-store.ts';
import { issueKey } from './keys/issue.ts';
import { issueActivityKey, issueFrequencyKey } from './keys/issue-rank.ts';
import { putPendingResolution } from './pending-resolutions.ts';
import { getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** One transaction: the issue with its places in the indexes, its activities, and the rows that remind of it. */
export const changeLife =
  (table: Table): IssueStore['change'] =>
  (id, version, change) =>
    inRounds(async () => {
      const row = await readIssueRow(table, id);
      // One that was merged has no life of its own.
      if (!row || row.mergedInto) return 'gone';
      if (readNumber(row, 'lifeVersion') !== version) return 'outdated';
      const failed = await commit(table, lifeWrites(table, row, change));
      // Somebody has written meanwhile: if it was its life, the next look says so.
      return failed ? RETRY : 'changed';
    });

/** `undefined` of one that is deleted, too. */
export const readIssueRow = async (table: Table, id: string): Promise<Item | undefined> => {
  const item = await getItem(table, issueKey(id), { consistent: true });
  return item && !isDeletedIssue(item) ? item : undefined;
};

const lifeWrites = (table: Table, row: Item, change: LifeWrite): TransactWriteItem[] => {
  const [id, projectId] = [readText(row, 'id'), readText(row, 'projectId')];
  return [
    updateLife(table, row, change),
    ...change.activities.map(activity => putActivity(table, id, activity)),
    ...change.due.map(due => putDue(table, { ...due, id })),
    ...(change.pending ? [putPendingResolution(table, projectId, id)] : []),
  ];
};

const updateLife = (
  table: Table,
  row: Item,
  { status, substatus, life, statusChanged }: LifeWrite,
): TransactWriteItem => {
  const projectId = readText(row, 'projectId');
  const version = readNumber(row, 'lifeVersion');
  // A place in the index by frequency comes with counting. It has to move with the status, so it must not come unseen.
  const frequency = row.gsi2pk;
  return transactUpdate(table, issueKey(readText(row, 'id')), {
    ConditionExpression: [
      'attribute_exists(pk)',
      'attribute_not_exists(mergedInto)',
      row.lifeVersion ? 'lifeVersion = :version' : 'attribute_not_exists(lifeVersion)',
      frequency ? 'gsi2pk = :frequencyThen' : 'attribute_not_exists(gsi2pk)',
    ].join(' AND '),
    UpdateExpression: [
      'SET #status = :status, life = :life, lifeVersion = :next, statusChanged = :at, gsi1pk = :activity',
      ...(frequency ? [', gsi2pk = :frequency'] : []),
      substatus ? ', substatus = :substatus' : ' REMOVE substatus',
    ].join(''),
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ...(row.lifeVersion && { ':version': number(version) }),
      ...(frequency && { ':frequencyThen': frequency, ':frequency': text(issueFrequencyKey(projectId, status)) }),
      ...(substatus && { ':substatus': text(substatus) }),
      ':status': text(status),
      ':life': text(JSON.stringify(life)),
      ':next': number(version + 1),
      ':at': number(statusChanged),
      ':activity': text(issueActivityKey(projectId, status)),
    },
  });
};
