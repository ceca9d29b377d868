import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { GroupCommit } from './group-commit.ts';
import type { MessageTable } from './message-table.ts';
import type { Queue } from './queue.ts';
import { nameOfUrl, type QueueIdentity } from './queue-identity.ts';
import type { QueueTable } from './queue-table.ts';
import type { Retention } from './retention.ts';
import { queueDoesNotExist } from './sqs-error.ts';
import { requiredText } from './sqs-input.ts';
import type { WakeUps } from './wake-ups.ts';

/** What the actions of the service share. */
export interface SqsDeps {
  clock: Clock;
  ids: Pick<Ids, 'hex32'>;
  identity: QueueIdentity;
  queues: QueueTable;
  messages: MessageTable;
  commit: GroupCommit;
  wakeUps: WakeUps;
  retention: Retention;
  /** The group that each queue has served last, so that the others come before it. */
  lastTurn: Map<number, string>;
}

/** One operation of the JSON protocol. */
export type SqsAction = (deps: SqsDeps, input: JsonObject) => Promise<object>;

export const queueNamed = (deps: Pick<SqsDeps, 'queues'>, name: string): Queue => {
  const queue = deps.queues.find(name);
  if (!queue) throw queueDoesNotExist();
  return queue;
};

export const queueOf = (deps: Pick<SqsDeps, 'queues'>, input: JsonObject): Queue =>
  queueNamed(deps, nameOfUrl(requiredText(input, 'QueueUrl')));

/** The service's ids look like UUIDs. */
export const newMessageId = (deps: Pick<SqsDeps, 'ids'>): string =>
  deps.ids.hex32().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
