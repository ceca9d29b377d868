import { describeError, type Log } from '../log.ts';
import type { FaultOf } from '../ports/fault-of.ts';
import type { DeadLetterReason } from '../protocol/dead-letter.ts';
import { UnreadableMessage } from '../protocol/parse-message.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { type BuryDeps, bury } from './bury.ts';
import type { QueueRecord } from './queue-record.ts';

/**
 * Deliveries after which the digest gives a message up. Fewer than the queue's `maxReceiveCount`
 * (deploy/resources/queue.yml): what died with its digest never gets here, and the queue itself takes it away.
 */
export const MAX_TRIES = 4;

export interface SettleDeps extends BuryDeps {
  faultOf: FaultOf;
  log: Log;
}

/** A record that a digest could not do. */
export interface FailedRecord {
  record: QueueRecord;
  /** Where it could be read. */
  message?: QueueMessage;
  error: unknown;
  /** `false`: it may be another's fault. */
  alone: boolean;
}

/** Others wrote to the same items each time. */
export class Contended extends Error {
  constructor() {
    super('could not be counted: too many others write to the same items');
    this.name = 'Contended';
  }
}

/** Gives up what will not get better, and hands the rest back to the queue. Returns the ids of those records that have to come again. */
export const settleFailures = async (deps: SettleDeps, failures: readonly FailedRecord[]): Promise<Set<string>> => {
  const again: FailedRecord[] = [];
  for (const failure of failures) if (!(await giveUp(deps, failure))) again.push(failure);
  if (again.length > 0) logFailures(deps, again);
  return new Set(again.map(({ record }) => record.id));
};

const giveUp = async (deps: SettleDeps, failure: FailedRecord): Promise<boolean> => {
  const reason = reasonToGiveUp(deps, failure);
  if (!reason) return false;
  try {
    await bury(deps, { ...failure, reason });
    return true;
  } catch (error) {
    // It comes again; after that the queue takes it to where the sweep finds it.
    deps.log('error', 'message could not be given up', { record: failure.record.id, ...describeError(error) });
    return false;
  }
};

/** `undefined`: it is worth another try, or no fault of its own. */
const reasonToGiveUp = (
  { faultOf }: Pick<SettleDeps, 'faultOf'>,
  { record, error, alone }: FailedRecord,
): DeadLetterReason | undefined => {
  const isLastTry = (record.receives ?? 1) >= MAX_TRIES;
  if (error instanceof UnreadableMessage) {
    // A digest that knows the newer version may be on its way.
    return error.reason !== 'unknown_version' || isLastTry ? error.reason : undefined;
  }
  const fault = faultOf(error);
  if (!isLastTry || !alone || fault === 'outage') return undefined;
  if (fault === 'too_large') return 'too_large';
  return error instanceof Contended ? 'contended' : 'digest_failed';
};

/** One line for each kind of failure, not for each record. */
const logFailures = ({ log }: Pick<SettleDeps, 'log'>, failures: readonly FailedRecord[]): void => {
  const kinds = Map.groupBy(failures, ({ error }) => describeError(error).error);
  for (const group of kinds.values())
    log('error', 'records failed', {
      records: group.length,
      first: group[0]?.record.id,
      ...describeError(group[0]?.error),
    });
};
