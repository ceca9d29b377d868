import type { JsonObject } from '../../protocol/json.ts';
import { batchFault, SqsError } from './sqs-error.ts';
import { objectList, optionalText } from './sqs-input.ts';

export interface BatchEntry {
  id: string;
  input: JsonObject;
}

interface BatchAnswer {
  Successful: object[];
  Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[];
}

/** Amazon SQS, quotas. */
const MAX_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** Refuses the whole request when its form is wrong. */
export const parseBatch = (input: JsonObject): BatchEntry[] => {
  const entries = objectList(input, 'Entries').map(entry => ({ id: optionalText(entry, 'Id') ?? '', input: entry }));
  if (entries.length === 0) throw batchFault('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MAX_ENTRIES) {
    throw batchFault(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  if (entries.some(({ id }) => !ENTRY_ID.test(id))) {
    throw batchFault(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const twice = entries.find(({ id }, index) => entries.findIndex(other => other.id === id) < index);
  if (twice) throw batchFault('BatchEntryIdsNotDistinct', `Id ${twice.id} repeated.`);
  return entries;
};

/** Each entry has its own fate; only what is not a refusal fails the request. */
export const settleBatch = async (
  entries: readonly BatchEntry[],
  act: (entry: BatchEntry) => Promise<object>,
): Promise<BatchAnswer> => {
  const answer: BatchAnswer = { Successful: [], Failed: [] };
  const fates = await Promise.all(entries.map(entry => settle(entry, act)));
  for (const [index, fate] of fates.entries()) {
    const Id = entries[index]?.id ?? ''; // one fate per entry
    if (fate instanceof SqsError) {
      answer.Failed.push({ Id, SenderFault: true, Code: fate.code, Message: fate.message });
    } else {
      answer.Successful.push({ Id, ...fate });
    }
  }
  return answer;
};

const settle = async (entry: BatchEntry, act: (entry: BatchEntry) => Promise<object>): Promise<object> => {
  try {
    return await act(entry);
  } catch (error) {
    if (error instanceof SqsError) return error;
    throw error;
  }
};
