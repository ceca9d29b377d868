import { sourcesOf } from './manage-queues.ts';
import type { KeptMessage } from './message-table.ts';
import type { Queue } from './queue.ts';
import { nameOfArn } from './queue-identity.ts';
import { newMessageId, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { invalidParameter, resourceNotFound, unsupportedOperation } from './sqs-error.ts';
import { optionalInteger, optionalText, requiredText } from './sqs-input.ts';

/** A redrive: messages go from a dead-letter queue back to where they came from, or elsewhere. */
export interface MoveTask {
  sourceArn: string;
  destinationArn: string | undefined;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
  started: number;
  moved: number;
  toMove: number;
  failure: string | undefined;
}

export interface MoveTasks {
  start: SqsAction;
  list: SqsAction;
  cancel: SqsAction;
}

/** Amazon SQS, ListMessageMoveTasks: so many are remembered per queue. */
const MAX_REMEMBERED = 10;
/** Messages per transaction: each holds up the event loop. */
const MOVED_AT_ONCE = 200;

/** Tasks are forgotten with the process; what they have moved stays moved, and a new one does the rest. */
export const moveTasks = (): MoveTasks => {
  const tasks = new Map<string, MoveTask>();
  const ofSource = (arn: string): [string, MoveTask][] =>
    [...tasks].filter(([, task]) => task.sourceArn === arn).reverse();

  return {
    async start(deps, input) {
      const sourceArn = requiredText(input, 'SourceArn');
      const source = deadLetterQueue(deps, sourceArn);
      const destinationArn = optionalText(input, 'DestinationArn');
      if (destinationArn !== undefined) existing(deps, destinationArn);
      if (destinationArn === sourceArn) throw invalidParameter('Source and destination queues cannot be the same.');
      if (ofSource(sourceArn).some(([, task]) => task.status === 'RUNNING')) {
        throw unsupportedOperation(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const now = deps.clock.now();
      const toMove = deps.messages.counts(source.id, now).visible;
      const task: MoveTask = {
        sourceArn,
        destinationArn,
        status: 'RUNNING',
        started: now,
        moved: 0,
        toMove,
        failure: undefined,
      };
      const handle = Buffer.from(newMessageId(deps)).toString('base64');
      tasks.set(handle, task);
      for (const [old] of ofSource(sourceArn).slice(MAX_REMEMBERED)) tasks.delete(old);
      await move(deps, source, task);
      return { TaskHandle: handle };
    },

    async list(deps, input) {
      const sourceArn = requiredText(input, 'SourceArn');
      existing(deps, sourceArn);
      const max = optionalInteger(input, 'MaxResults', { min: 1, max: MAX_REMEMBERED }) ?? 1;
      return {
        Results: ofSource(sourceArn)
          .slice(0, max)
          .map(([handle, task]) => present(handle, task)),
      };
    },

    async cancel(_deps, input) {
      const task = tasks.get(requiredText(input, 'TaskHandle'));
      if (task?.status !== 'RUNNING') throw resourceNotFound('Task does not exist or is not running.');
      task.status = 'CANCELLED';
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
};

/** Goes on until no message is left that was there when it began; the caller waits, so that nothing floats. */
const move = async (deps: SqsDeps, source: Queue, task: MoveTask): Promise<void> => {
  const end = task.started;
  while (task.status === 'RUNNING') {
    const found = await deps.commit.run(() => moveSome(deps, source, task, end));
    if (found === 0 && task.status === 'RUNNING') task.status = 'COMPLETED';
  }
};

const moveSome = (deps: SqsDeps, source: Queue, task: MoveTask, end: number): number => {
  const sentAfter = deps.retention.sentUntil(source, end);
  const found = deps.messages.visible(source.id, { now: end, sentAfter, limit: MOVED_AT_ONCE });
  for (const message of found) {
    const destination = destinationOf(deps, task, message);
    if (!destination) {
      task.status = 'FAILED';
      task.failure = 'CouldNotDetermineMessageSource';
      break;
    }
    const now = deps.clock.now();
    deps.messages.redrive(message.seq, { queue: destination.id, messageId: newMessageId(deps), now });
    deps.wakeUps.notify(destination.id);
    task.moved += 1;
  }
  return found.length;
};

const destinationOf = (deps: SqsDeps, task: MoveTask, message: KeptMessage): Queue | undefined => {
  if (task.destinationArn !== undefined) return deps.queues.find(nameOfArn(task.destinationArn));
  return message.source === undefined ? undefined : deps.queues.byId(message.source);
};

const existing = (deps: SqsDeps, arn: string): Queue => {
  const queue = deps.queues.find(nameOfArn(arn));
  if (!queue)
    throw resourceNotFound(
      "The resource that you specified for the SourceArn or DestinationArn parameter doesn't exist.",
    );
  return queue;
};

const deadLetterQueue = (deps: SqsDeps, arn: string): Queue => {
  const queue = existing(deps, arn);
  if (sourcesOf(deps, queue).length === 0) {
    throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  }
  return queue;
};

const present = (handle: string, task: MoveTask): object => ({
  // The service gives the handle of running tasks only: only those can be cancelled.
  TaskHandle: task.status === 'RUNNING' ? handle : undefined,
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failure,
  StartedTimestamp: task.started,
});
