import type { Item } from '../attribute-value.ts';
import type { EngineState } from '../engine-state.ts';
import { type CancellationReason, DynamoDbError, transactionCanceled, validationError } from '../errors.ts';
import { type PlannedWrite, planWrite } from '../plan-write.ts';
import type { PreparedWrite } from '../prepare-write.ts';
import { MAX_TRANSACTION_BYTES } from './transaction-items.ts';

/** Every operation meets its item before any is written: all conditions speak of the state before the transaction. */
export function planTransaction(state: EngineState, writes: readonly PreparedWrite[]): PlannedWrite[] {
  const planned: PlannedWrite[] = [];
  const reasons = writes.map((write): CancellationReason => {
    try {
      planned.push(planWrite(state, write));
      return { Code: 'None' };
    } catch (error) {
      if (error instanceof DynamoDbError) return reasonOf(error);
      throw error;
    }
  });
  if (planned.length < writes.length) throw transactionCanceled(reasons);
  const bytes = planned.reduce((sum, { before, after }) => sum + Math.max(before?.size ?? 0, after?.size ?? 0), 0);
  if (bytes > MAX_TRANSACTION_BYTES)
    throw validationError('The aggregated size of all items in the transaction exceeds 4 MB');
  return planned;
}

function reasonOf(error: DynamoDbError): CancellationReason {
  const failed = String(error.body.__type).endsWith('ConditionalCheckFailedException');
  const { Item } = error.body as { Item?: Item };
  return {
    Code: failed ? 'ConditionalCheckFailed' : 'ValidationError',
    Message: error.message,
    ...(Item && { Item }),
  };
}
