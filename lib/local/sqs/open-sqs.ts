import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Wire } from '../../ports/wire.ts';
import { setVisibility } from './change-visibility.ts';
import { checkedReceipt } from './delete-messages.ts';
import type { Delivery } from './deliver.ts';
import { groupCommit } from './group-commit.ts';
import { messageTable } from './message-table.ts';
import { openDatabase } from './open-database.ts';
import { poll } from './poll.ts';
import { queueArn, queueUrl } from './queue-identity.ts';
import { queueTable } from './queue-table.ts';
import { retention } from './retention.ts';
import { queueNamed, type SqsDeps } from './sqs-deps.ts';
import { sqsWire } from './sqs-wire.ts';
import { wakeUps } from './wake-ups.ts';

/**
 * Amazon SQS (standard queues) in this process, on one SQLite file that no other process may have open.
 * What was answered survives `kill -9`. Queues are named by their names; a name that is not there throws.
 */
export interface Sqs {
  /** The service's JSON protocol. */
  wire: Wire;
  /** What an event source mapping does, without the protocol. Answers at once, empty when there is nothing. */
  receive(
    queue: string,
    options: { max: number; maxBytes?: number; visibilityTimeoutSeconds?: number },
  ): Promise<Delivery[]>;
  /** Stale handles are passed over. Returns how many messages went. */
  delete(queue: string, receiptHandles: readonly string[]): Promise<number>;
  /** `0` seconds: may be received again at once. Throws when the handle is stale. */
  changeVisibility(queue: string, receiptHandle: string, seconds: number): Promise<void>;
  /** Calls when there may be something to receive, and once at the start; returns how to stop. */
  onMessage(queue: string, listener: () => void): () => void;
  /** Shows everything that is in flight again: for a start, when its receivers have died with their process. */
  releaseInFlight(): Promise<number>;
  url(queue: string): string;
  arn(queue: string): string;
  /** Commits what waits and closes the file; long polls end without messages. */
  close(): void;
}

interface Options {
  /** Is made when it is not there. */
  file: string;
  clock: Clock;
  ids: Pick<Ids, 'hex32'>;
  region?: string;
  account?: string;
}

/** Where nothing says otherwise; the account is the one that emulators of AWS use. */
const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ACCOUNT = '000000000000';

export const openSqs = ({ file, clock, ids, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT }: Options): Sqs => {
  const database = openDatabase(file);
  const queues = queueTable(database);
  const messages = messageTable(database);
  const commit = groupCommit(database, { onRollback: () => queues.reload() });
  const wakes = wakeUps({ clock, nextVisible: (queue, after) => messages.nextVisible(queue, after) });
  const deps: SqsDeps = {
    clock,
    ids,
    identity: { region, account },
    queues,
    messages,
    commit,
    wakeUps: wakes,
    retention: retention(messages),
    lastTurn: new Map(),
  };
  return {
    wire: sqsWire(deps),
    ...directly(deps),
    url: name => queueUrl(deps.identity, name),
    arn: name => queueArn(deps.identity, name),
    close() {
      commit.flush();
      wakes.close();
      database.close();
    },
  };
};

const directly = (
  deps: SqsDeps,
): Pick<Sqs, 'receive' | 'delete' | 'changeVisibility' | 'onMessage' | 'releaseInFlight'> => ({
  async receive(name, { max, maxBytes, visibilityTimeoutSeconds }) {
    const queue = queueNamed(deps, name);
    const hidden = visibilityTimeoutSeconds ?? queue.settings.visibilityTimeoutSeconds;
    const bound = maxBytes === undefined ? {} : { maxBytes };
    return poll(deps, queue, { max, ...bound, visibilityTimeoutSeconds: hidden, waitSeconds: 0 });
  },

  async delete(name, receiptHandles) {
    const queue = queueNamed(deps, name);
    const receipts = receiptHandles.map(handle => checkedReceipt(queue, handle));
    const gone = await deps.commit.run(() => receipts.filter(receipt => deps.messages.delete(receipt)));
    return gone.length;
  },

  async changeVisibility(name, handle, seconds) {
    await setVisibility(deps, checkedReceipt(queueNamed(deps, name), handle), seconds);
  },

  onMessage(name, listener) {
    const { id } = queueNamed(deps, name);
    const stop = deps.wakeUps.listen(id, listener);
    // What was there before it listened.
    deps.wakeUps.notify(id);
    return stop;
  },

  async releaseInFlight() {
    const released = await deps.commit.run(() => deps.messages.releaseInFlight(deps.clock.now()));
    for (const { id } of deps.queues.all()) deps.wakeUps.notify(id);
    return released;
  },
});
