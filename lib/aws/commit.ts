import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Table } from './table.ts';

/** What others change just then is read and changed again, this often at most. */
const MAX_ROUNDS = 12;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Codes by which DynamoDB says that somebody else was faster, or busy with the same items. */
const OUTDATED = 'ConditionalCheckFailed';
const BUSY: readonly string[] = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Writes all or nothing. `undefined` when it is written; else the places of the writes whose conditions did not hold,
 * none if others were only busy with the same items. Anything else throws.
 */
export const commit = async (table: Table, writes: TransactWriteItem[]): Promise<number[] | undefined> => {
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
    return undefined;
  } catch (error) {
    return failedPlaces(error);
  }
};

/** Asks until there is an answer other than `retry`: each time reads what there is, and commits what follows from it. */
export const inRounds = async <T>(ask: () => Promise<T | typeof RETRY>): Promise<T> => {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round > 0) await pause(round);
    const answer = await ask();
    if (answer !== RETRY) return answer;
  }
  throw new Error('what was to be changed was changed by others each time');
};

export const RETRY = Symbol('retry');

const failedPlaces = (error: unknown): number[] => {
  const { name } = error as Error;
  if (name === 'TransactionInProgressException') return [];
  if (name !== 'TransactionCanceledException') throw error;
  const codes = ((error as TransactionCanceledException).CancellationReasons ?? []).map(({ Code }) => Code ?? '');
  const failed = codes.flatMap((code, place) => (code === OUTDATED ? [place] : []));
  if (failed.length === 0 && !codes.some(code => BUSY.includes(code))) throw error;
  return failed;
};

const pause = (round: number): Promise<void> => {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round);
  return new Promise(resolve => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
};
