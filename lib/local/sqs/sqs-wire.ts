import type { Wire, WireRequest, WireResponse } from '../../ports/wire.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './change-visibility.ts';
import { deleteMessage, deleteMessageBatch } from './delete-messages.ts';
import * as queues from './manage-queues.ts';
import { moveTasks } from './move-tasks.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage, sendMessageBatch } from './send-messages.ts';
import { newMessageId, type SqsAction, type SqsDeps } from './sqs-deps.ts';
import { malformedInput, SqsError, unknownOperation } from './sqs-error.ts';

const TARGET_PREFIX = 'AmazonSQS.';
const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** The service's JSON protocol: the operation in a header, everything else in the body. */
export const sqsWire = (deps: SqsDeps): Wire => {
  const actions = sqsActions();
  return async request => {
    try {
      const action = actionOf(actions, request);
      return respond(deps, 200, await action(deps, parseBody(request.body)));
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      return refuse(deps, error);
    }
  };
};

const sqsActions = (): Map<string, SqsAction> => {
  const tasks = moveTasks();
  return new Map<string, SqsAction>([
    ['SendMessage', sendMessage],
    ['SendMessageBatch', sendMessageBatch],
    ['ReceiveMessage', receiveMessage],
    ['DeleteMessage', deleteMessage],
    ['DeleteMessageBatch', deleteMessageBatch],
    ['ChangeMessageVisibility', changeMessageVisibility],
    ['ChangeMessageVisibilityBatch', changeMessageVisibilityBatch],
    ['GetQueueUrl', queues.getQueueUrl],
    ['GetQueueAttributes', queues.getQueueAttributes],
    ['SetQueueAttributes', queues.setQueueAttributes],
    ['CreateQueue', queues.createQueue],
    ['DeleteQueue', queues.deleteQueue],
    ['PurgeQueue', queues.purgeQueue],
    ['ListQueues', queues.listQueues],
    ['ListDeadLetterSourceQueues', queues.listDeadLetterSourceQueues],
    ['StartMessageMoveTask', tasks.start],
    ['ListMessageMoveTasks', tasks.list],
    ['CancelMessageMoveTask', tasks.cancel],
  ]);
};

const actionOf = (actions: ReadonlyMap<string, SqsAction>, request: WireRequest): SqsAction => {
  const target = request.headers['x-amz-target'] ?? '';
  const action = target.startsWith(TARGET_PREFIX) ? actions.get(target.slice(TARGET_PREFIX.length)) : undefined;
  if (!action) throw unknownOperation(target);
  return action;
};

const parseBody = (body: Uint8Array): JsonObject => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const input = parseJson(text === '' ? '{}' : text);
  if (!isObject(input)) throw malformedInput('The body must be a JSON object.');
  return input;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Refused by the caller in the service's words; SyntaxError's own could quote a message's text.
    return undefined;
  }
};

const refuse = (deps: SqsDeps, error: SqsError): WireResponse => {
  const response = respond(deps, error.status, { __type: error.shape, message: error.message });
  response.headers['x-amzn-query-error'] = `${error.code};Sender`;
  return response;
};

const respond = (deps: SqsDeps, status: number, answer: object): WireResponse => {
  const body = Buffer.from(JSON.stringify(answer));
  const headers = {
    'content-type': CONTENT_TYPE,
    'content-length': String(body.length),
    'x-amzn-requestid': newMessageId(deps),
  };
  return { status, headers, body };
};
