import type { JsonObject } from '../../protocol/json.ts';
import type { Queue } from './queue.ts';
import { checkQueueAttributes, invalidRedrivePolicy, NUMERIC_DEFAULTS } from './queue-attributes.ts';
import { nameOfArn, queueArn, queueUrl } from './queue-identity.ts';
import { queueNamed, queueOf, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { invalidAttributeName, invalidParameter, malformedInput, queueNameExists } from './sqs-error.ts';
import { objectMember, optionalInteger, optionalText, requiredText, textList } from './sqs-input.ts';

/** Amazon SQS, CreateQueue. */
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;
/** Amazon SQS, ListQueues. */
const MAX_LISTED = 1_000;

export const createQueue: SqsAction = async (deps, input) => {
  const name = requiredText(input, 'QueueName');
  if (!QUEUE_NAME.test(name)) {
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  const given = givenAttributes(deps, input);
  await deps.commit.run(() => {
    const existing = deps.queues.find(name);
    if (existing) checkSame(existing, given);
    else deps.queues.create(name, given, deps.clock.now());
  });
  return { QueueUrl: queueUrl(deps.identity, name) };
};

export const setQueueAttributes: SqsAction = async (deps, input) => {
  const { name } = queueOf(deps, input);
  const given = givenAttributes(deps, input);
  await deps.commit.run(() => {
    const queue = queueNamed(deps, name);
    deps.queues.setAttributes(queue, withoutEmpty({ ...queue.given, ...given }), deps.clock.now());
  });
  return {};
};

export const deleteQueue: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  await deps.commit.run(() => {
    deps.messages.deleteAll(queue.id);
    deps.queues.delete(queue);
  });
  return {};
};

export const purgeQueue: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  await deps.commit.run(() => deps.messages.deleteAll(queue.id));
  return {};
};

export const getQueueUrl: SqsAction = async (deps, input) => {
  const { name } = queueNamed(deps, requiredText(input, 'QueueName'));
  return { QueueUrl: queueUrl(deps.identity, name) };
};

export const getQueueAttributes: SqsAction = async (deps, input) => {
  const queue = queueOf(deps, input);
  const wanted = textList(input, 'AttributeNames');
  const all = describe(deps, queue);
  const unknown = wanted.find(name => name !== 'All' && !Object.hasOwn(all, name) && !OPTIONAL.has(name));
  if (unknown !== undefined) throw invalidAttributeName(unknown);
  const selected = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return selected.length === 0 ? {} : { Attributes: Object.fromEntries(selected) };
};

export const listQueues: SqsAction = async (deps, input) => {
  const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
  const named = deps.queues.all().filter(queue => queue.name.startsWith(prefix));
  const { page, next } = pageOf(named, input);
  return { QueueUrls: page.map(queue => queueUrl(deps.identity, queue.name)), NextToken: next };
};

/** `queueUrls` in lower case: so the service spells this one answer. */
export const listDeadLetterSourceQueues: SqsAction = async (deps, input) => {
  const { page, next } = pageOf(sourcesOf(deps, queueOf(deps, input)), input);
  return { queueUrls: page.map(queue => queueUrl(deps.identity, queue.name)), NextToken: next };
};

/** The queues whose redrive policy names this one. */
export const sourcesOf = (deps: SqsDeps, deadLetterQueue: Queue): Queue[] =>
  deps.queues.all().filter(({ settings: { redrive } }) => {
    return redrive !== undefined && nameOfArn(redrive.deadLetterTargetArn) === deadLetterQueue.name;
  });

/** May be asked for, and are left out when not set. */
const OPTIONAL = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
]);

const describe = (deps: SqsDeps, queue: Queue): Record<string, string> => {
  const counts = deps.messages.counts(queue.id, deps.clock.now());
  return {
    SqsManagedSseEnabled: 'true',
    ...NUMERIC_DEFAULTS,
    ...queue.given,
    QueueArn: queueArn(deps.identity, queue.name),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  };
};

const givenAttributes = (deps: SqsDeps, input: JsonObject): Record<string, string> => {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectMember(input, 'Attributes'))) {
    if (typeof value !== 'string') throw malformedInput(`The attribute ${name} must be text.`);
    given[name] = value;
  }
  checkQueueAttributes(given);
  checkDeadLetterTarget(deps, given.RedrivePolicy);
  return given;
};

const checkDeadLetterTarget = (deps: SqsDeps, policy: string | undefined): void => {
  if (policy === undefined || policy === '') return;
  // `checkQueueAttributes` has read it already.
  const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn: string };
  if (!deps.queues.find(nameOfArn(deadLetterTargetArn))) {
    throw invalidRedrivePolicy(policy, 'Dead letter target does not exist.');
  }
};

const checkSame = (existing: Queue, given: Record<string, string>): void => {
  const actual: Record<string, string> = { ...NUMERIC_DEFAULTS, ...existing.given };
  const different = Object.keys(given).find(name => actual[name] !== given[name]);
  if (different !== undefined) throw queueNameExists(different);
};

const withoutEmpty = (given: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));

/** The token is the name of the last queue shown. */
const pageOf = (queues: readonly Queue[], input: JsonObject): { page: Queue[]; next: string | undefined } => {
  const max = optionalInteger(input, 'MaxResults', { min: 1, max: MAX_LISTED }) ?? MAX_LISTED;
  const after = optionalText(input, 'NextToken') ?? '';
  const rest = queues.filter(queue => queue.name > after);
  const page = rest.slice(0, max);
  return { page, next: rest.length > max ? page.at(-1)?.name : undefined };
};
