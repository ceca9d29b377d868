import type { AttachmentStore } from '../ports/attachment-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { FeedbackStore } from '../ports/feedback-store.ts';
import type { QueuedAttachment, QueuedFeedback, QueueMessage } from '../protocol/queue-message.ts';
import { type RetentionSettings, retentionMs } from '../protocol/retention.ts';
import type { Counted } from './counted.ts';

export interface CompanyDeps {
  events: Pick<EventStore, 'issuesOf'>;
  attachments: Pick<AttachmentStore, 'put'>;
  feedback: Pick<FeedbackStore, 'put'>;
  retentionDays: number;
}

/** An item with what its message says about it. */
interface Arrived<T> {
  item: T;
  received: number;
  retention: RetentionSettings | undefined;
}

/**
 * Keeps what comes along with events: files, and what users wrote. They are put under their own ids, so a message that
 * comes again overwrites them with the same. After the events of the batch, whose issues they are to be found by.
 */
export const storeCompany = async (
  deps: CompanyDeps,
  projectId: string,
  messages: readonly QueueMessage[],
  counted: Counted,
): Promise<void> => {
  const attachments = distinct(messages.flatMap(message => arrived(message, isAttachment)));
  const feedback = distinct(messages.flatMap(message => arrived(message, isFeedback)));
  if (attachments.length === 0 && feedback.length === 0) return;
  const issues = await issuesOf(deps, projectId, counted, [...attachments, ...feedback]);
  const kept = <T extends { eventId?: string }>(
    kind: 'attachment' | 'feedback',
    { item, received, retention }: Arrived<T>,
  ) => ({
    projectId,
    received,
    expires: received + retentionMs(retention, kind, deps.retentionDays),
    ...issueOf(issues, item.eventId),
  });
  await deps.attachments.put(attachments.map(one => ({ ...withoutType(one.item), ...kept('attachment', one) })));
  await deps.feedback.put(feedback.map(one => ({ ...withoutType(one.item), ...kept('feedback', one) })));
};

const isAttachment = (item: QueueMessage['items'][number]): item is QueuedAttachment => item.type === 'attachment';
const isFeedback = (item: QueueMessage['items'][number]): item is QueuedFeedback => item.type === 'feedback';

const arrived = <T extends QueueMessage['items'][number]>(
  { items, received, retention }: QueueMessage,
  is: (item: QueueMessage['items'][number]) => item is T,
): Arrived<T>[] => items.filter(is).map(item => ({ item, received, retention }));

/** A batch may hold a message twice, and an SDK may send one feedback twice: the last one stays. */
const distinct = <T extends { id: string; eventId?: string }>(all: readonly Arrived<T>[]): Arrived<T>[] => [
  ...new Map(all.map(one => [`${one.item.eventId ?? ''}#${one.item.id}`, one])).values(),
];

const withoutType = <T extends { type: string }>(item: T): Omit<T, 'type'> => {
  const { type: _, ...rest } = item;
  return rest;
};

/** Nearly always the event is of the same batch. Of one that comes later the issue is not known yet. */
const issuesOf = async (
  deps: CompanyDeps,
  projectId: string,
  { fresh, again }: Counted,
  company: readonly Arrived<{ eventId?: string }>[],
): Promise<ReadonlyMap<string, string>> => {
  const known = new Map([...fresh, ...again].map(({ event, issue }) => [event.eventId, issue.id]));
  const unknown = company.flatMap(({ item }) => (item.eventId && !known.has(item.eventId) ? [item.eventId] : []));
  return unknown.length === 0 ? known : new Map([...known, ...(await deps.events.issuesOf(projectId, unknown))]);
};

const issueOf = (issues: ReadonlyMap<string, string>, eventId: string | undefined): { issueId?: string } => {
  const issueId = eventId === undefined ? undefined : issues.get(eventId);
  return issueId === undefined ? {} : { issueId };
};
