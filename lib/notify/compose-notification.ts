import type { Issue } from '../ports/issue-store.ts';
import type { Notification } from '../ports/notifier.ts';
import type { AnnouncementKind, IssueAnnouncement } from '../ports/outbox.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { type CrashSite, crashSite } from './crash-site.ts';
import { oneLine } from './one-line.ts';
import { factLines, MAX_SMS_LENGTH, subjectLine } from './short-texts.ts';

export interface NotificationInput {
  announcement: IssueAnnouncement;
  issue: Issue;
  /** Missing when its payload could not be kept. */
  event: SentryEvent | undefined;
  /** Without a trailing slash. */
  publicUrl: string;
}

const HEADLINE: Record<AnnouncementKind, string> = {
  new: 'New issue',
  regressed: 'Regression',
  escalating: 'Escalating',
};

/** What people read: what broke, where in the code, for whom, and the link to all of it. */
export const composeNotification = ({ announcement, issue, event, publicUrl }: NotificationInput): Notification => {
  const url = `${publicUrl}/issues/${issue.id}/`;
  const headline = `${HEADLINE[announcement.kind]} ${issue.shortId}`;
  const titled = `[${issue.projectSlug}] ${headline}`;
  const where = event && crashSite(event);
  return {
    kind: announcement.kind,
    subject: subjectLine(`${titled}: ${issue.title}`, `${titled} (${issue.level})`),
    text: [
      `${headline} in ${issue.projectSlug} (${issue.level})`,
      '',
      oneLine(issue.title),
      ...(saysMore(issue) ? [oneLine(issue.metadata.value ?? '')] : []),
      '',
      ...facts({ where, issue, event }),
      '',
      url,
    ].join('\n'),
    sms: oneLine(`${headline}: ${issue.title}`, MAX_SMS_LENGTH - url.length - 1).concat(` ${url}`),
    attributes: attributesOf(announcement, issue, event),
    issue: {
      id: issue.id,
      shortId: issue.shortId,
      projectSlug: issue.projectSlug,
      organization: issue.organization,
      title: issue.title,
      culprit: issue.culprit,
      level: issue.level,
    },
    eventId: announcement.eventId,
    url,
  };
};

/** The title shows the first line of the value, cut at 100 characters. */
const saysMore = ({ title, metadata }: Issue): boolean =>
  Boolean(metadata.value) && !title.includes(metadata.value ?? '');

const facts = ({
  where,
  issue,
  event,
}: {
  where: CrashSite | undefined;
  issue: Issue;
  event: SentryEvent | undefined;
}): string[] => {
  const browser = event?.contexts?.browser;
  return factLines([
    ['at', where?.place],
    ['code', where?.code],
    ['not mapped', where?.unmapped],
    ['in', issue.culprit || undefined],
    ['page', event?.request?.url],
    ['release', event?.release],
    ['environment', event?.environment],
    [
      'browser',
      typeof browser?.name === 'string'
        ? `${browser.name} ${typeof browser.version === 'string' ? browser.version : ''}`
        : undefined,
    ],
    ['events', String(issue.count)],
    ['seen', new Date(issue.lastSeen).toISOString()],
  ]);
};

/** For the filter policies of subscriptions. SNS takes no empty value. */
const attributesOf = (
  announcement: IssueAnnouncement,
  issue: Issue,
  event: SentryEvent | undefined,
): Record<string, string> => {
  const all: Record<string, string | undefined> = {
    kind: announcement.kind,
    organization: issue.organization,
    project: issue.projectSlug,
    level: issue.level,
    issue_id: issue.id,
    short_id: issue.shortId,
    event_id: announcement.eventId,
    environment: event?.environment,
    release: event?.release,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])));
};
