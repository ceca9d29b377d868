import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type ErasedCounts, type Erasure, MAX_NAMED_ISSUES } from '../ports/erasure-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { countName, ERASED_KINDS } from './erasure-item.ts';
import { erasureKey } from './keys/erasure.ts';
import type { Key } from './keys/key.ts';
import { attributes, number, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** One write that takes something away, and what the receipt says of it. Its condition says that there is something. */
export interface Taking {
  write: TransactWriteItem;
  counts: Partial<ErasedCounts>;
  /** An issue that goes with it. */
  issueId?: string;
}

/** A DynamoDB transaction takes 100 items; one is the receipt. */
const MAX_TAKINGS = 99;

export const deletion = (table: Table, key: Key, counts: Partial<ErasedCounts>): Taking => ({
  write: { Delete: { TableName: table.name, Key: attributes(key), ConditionExpression: 'attribute_exists(pk)' } },
  counts,
});

/**
 * Takes away what is still there and adds it to the receipt, in one transaction each: however often it is tried, and
 * wherever it stops, the receipt counts what went, once. `takings` together are a page of rows: below DynamoDB's 4 MB.
 */
export const take = async (table: Table, erasure: Erasure, takings: readonly Taking[]): Promise<void> => {
  for (let from = 0; from < takings.length; from += MAX_TAKINGS) {
    let open = takings.slice(from, from + MAX_TAKINGS);
    await inRounds(async () => {
      if (open.length === 0) return undefined;
      const failed = await commit(table, [...open.map(({ write }) => write), receipt(table, erasure, open)]);
      if (!failed) return undefined;
      // Somebody else, or an earlier try, has taken these.
      open = open.filter((_, place) => !failed.includes(place));
      return RETRY;
    });
  }
};

const receipt = (table: Table, erasure: Erasure, takings: readonly Taking[]): TransactWriteItem => {
  const sums = ERASED_KINDS.map(kind => takings.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0));
  const issueIds = nameable(erasure, takings);
  const named = issueIds.length > 0;
  return transactUpdate(table, erasureKey(erasure.organization, erasure.id), {
    ConditionExpression: 'attribute_exists(pk)',
    UpdateExpression: `ADD ${ERASED_KINDS.map((_, index) => `#${index} :${index}`).join(', ')}${named ? ', issueIds :issueIds' : ''}`,
    ExpressionAttributeNames: Object.fromEntries(ERASED_KINDS.map((kind, index) => [`#${index}`, countName(kind)])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(sums.map((sum, index) => [`:${index}`, number(sum)])),
      ...(named && { ':issueIds': { SS: issueIds } }),
    },
  });
};

/** Issues that go with these rows, as long as the receipt has room for their names. */
const nameable = ({ issues }: Erasure, takings: readonly Taking[]): string[] => {
  const ids = new Set(takings.flatMap(({ issueId }) => issueId ?? []));
  return [...ids].filter(id => !issues.includes(id)).slice(0, Math.max(0, MAX_NAMED_ISSUES - issues.length));
};
