import { randomUUID } from 'node:crypto';
import { element, type Xml } from '../s3/xml.ts';
import { MAX_MESSAGE_BYTES, type NewMessage, parseNewMessage } from './new-message.ts';
import type { QueryForm } from './query-form.ts';
import type { SnsAction, SnsDeps } from './sns-deps.ts';
import { invalidParameter, SnsError } from './sns-error.ts';
import type { SnsNotification } from './topics.ts';

/** Amazon SNS, PublishBatch. */
const MAX_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

export const publish: SnsAction = async (deps, form) => {
  const topicArn = topicOf(deps, form.text('TopicArn') ?? form.text('TargetArn'));
  return [element('MessageId', await tell(deps, topicArn, parseNewMessage(form)))];
};

export const publishBatch: SnsAction = async (deps, form) => {
  const topicArn = topicOf(deps, form.text('TopicArn'));
  const entries = parseEntries(form);
  const successful: Xml[] = [];
  const failed: Xml[] = [];
  for (const { id, message } of entries) {
    if (message instanceof SnsError) failed.push(failure(id, message));
    else successful.push(success(id, await tell(deps, topicArn, message)));
  }
  return [element('Successful', successful), element('Failed', failed)];
};

/** Returns the message's id when everybody who listens has taken it in. */
const tell = async (deps: SnsDeps, topicArn: string, message: NewMessage): Promise<string> => {
  const notification = notify(deps, topicArn, message);
  await Promise.all(deps.topics.listeners(topicArn).map(async listener => listener(notification, message.texts)));
  return notification.MessageId;
};

const notify = (deps: SnsDeps, topicArn: string, message: NewMessage): SnsNotification => ({
  Type: 'Notification',
  MessageId: randomUUID(),
  TopicArn: topicArn,
  ...(message.subject !== undefined && { Subject: message.subject }),
  Message: message.texts.default,
  Timestamp: new Date(deps.clock.now()).toISOString(),
  SignatureVersion: '1',
  Signature: '',
  SigningCertURL: '',
  UnsubscribeURL: '',
  ...(Object.keys(message.attributes).length > 0 && { MessageAttributes: message.attributes }),
});

const topicOf = (deps: SnsDeps, arn: string | undefined): string => {
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  deps.topics.require(arn);
  return arn;
};

interface Entry {
  id: string;
  message: NewMessage | SnsError;
}

const parseEntries = (form: QueryForm): Entry[] => {
  const forms = form.list('PublishBatchRequestEntries', 'member');
  if (forms.length === 0) throw new SnsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (forms.length > MAX_ENTRIES) {
    throw new SnsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  const entries = forms.map(entry => ({ id: parseId(entry), message: parseOrRefusal(entry) }));
  if (new Set(entries.map(entry => entry.id)).size < entries.length) {
    throw new SnsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const bytes = entries.reduce((sum, { message }) => sum + (message instanceof SnsError ? 0 : message.bytes), 0);
  if (bytes > MAX_MESSAGE_BYTES) {
    throw new SnsError(
      'BatchRequestTooLong',
      'The length of all the batch messages put together is more than the limit.',
    );
  }
  return entries;
};

const parseId = (entry: QueryForm): string => {
  const id = entry.text('Id') ?? '';
  if (!ENTRY_ID.test(id)) {
    throw new SnsError(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  return id;
};

const parseOrRefusal = (entry: QueryForm): NewMessage | SnsError => {
  try {
    return parseNewMessage(entry);
  } catch (error) {
    if (error instanceof SnsError) return error;
    throw error;
  }
};

const success = (id: string, messageId: string): Xml =>
  element('member', [element('Id', id), element('MessageId', messageId)]);

const failure = (id: string, error: SnsError): Xml =>
  element('member', [
    element('Id', id),
    element('Code', error.code),
    element('Message', error.message),
    element('SenderFault', true),
  ]);
