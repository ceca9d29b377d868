import type { Issue } from './issue-store.ts';
import type { AnnouncementKind } from './outbox.ts';

/** What people are told. `text` is plain text for e-mail and SMS, `attributes` are for subscription filters. */
export interface Notification {
  kind: AnnouncementKind;
  /** At most 100 characters of ASCII without line breaks: SNS takes no other subject. */
  subject: string;
  text: string;
  /** One short line for SMS. */
  sms: string;
  attributes: Record<string, string>;
  issue: Pick<Issue, 'id' | 'shortId' | 'projectSlug' | 'organization' | 'title' | 'culprit' | 'level'>;
  eventId: string;
  url: string;
}

/** The same of a budget. */
export interface BudgetNotification extends Omit<Notification, 'kind' | 'issue' | 'eventId'> {
  kind: 'budget';
}

/** The same of a release. */
export interface ReleaseNotification extends Omit<Notification, 'kind' | 'issue'> {
  kind: 'unmapped_release';
}

export interface Notifier {
  /** When it has returned, the topic has it. */
  publish(notification: Notification | BudgetNotification | ReleaseNotification): Promise<void>;
}
