import type { ReleaseNotification } from '../ports/notifier.ts';
import type { ReleaseAnnouncement } from '../ports/outbox.ts';
import { oneLine } from './one-line.ts';
import { factLines, MAX_SMS_LENGTH, subjectLine } from './short-texts.ts';
import { sentenceOf } from './why-unmapped.ts';

/** Of the release, where one line is all there is: the end of the line says what is the matter. */
const MAX_SHORT_VERSION = 45;
/** Who sends events names releases: only what no shell reads as anything else is made a part of a command. */
const PLAIN = /^[\w@.+][\w@.+-]*$/;

/** What people read when a release came without source maps: which, how that shows, and what to do about it. */
export const composeReleaseNotification = (
  announcement: ReleaseAnnouncement,
  /** Without a trailing slash. */
  publicUrl: string,
): ReleaseNotification => {
  const { projectSlug } = announcement;
  const version = oneLine(announcement.version);
  const query = new URLSearchParams({ view: 'release', project: projectSlug, version: announcement.version });
  const url = `${publicUrl}/?${query.toString()}`;
  const headline = `Release ${version} came without source maps`;
  const short = `Release ${oneLine(version, MAX_SHORT_VERSION)} came without source maps`;
  return {
    kind: 'unmapped_release',
    subject: subjectLine(`[${projectSlug}] ${short}`, `[${projectSlug}] A release came without source maps`),
    text: [
      `${headline} in ${projectSlug}`,
      '',
      'Its errors show built files, and nothing was uploaded for it.',
      '',
      ...facts(announcement),
      '',
      ...whatToDo(announcement.version),
      '',
      url,
    ].join('\n'),
    sms: oneLine(`[${projectSlug}] ${short}`, MAX_SMS_LENGTH),
    attributes: attributesOf(announcement),
    eventId: announcement.eventId,
    url,
  };
};

const facts = ({ version, file, fault, environment }: ReleaseAnnouncement): string[] =>
  factLines([
    ['release', version],
    ['file', file],
    ['not mapped', sentenceOf(fault)],
    ['environment', environment],
  ]);

const whatToDo = (version: string): string[] => [
  'Upload what its build has made:',
  `  npx sentry-cli sourcemaps upload --release=${PLAIN.test(version) ? version : '<release>'} ./dist`,
  'with --url-prefix \'~/path\' where that folder is not the root of your site, then "Map again" on the pages of its issues.',
  "With your bundler's Sentry plugin the next builds do it by themselves.",
];

/** For the filter policies of subscriptions. SNS takes no empty value. */
const attributesOf = (announcement: ReleaseAnnouncement): Record<string, string> => ({
  kind: 'unmapped_release',
  organization: announcement.organization,
  project: announcement.projectSlug,
  event_id: announcement.eventId,
  release: announcement.version,
  ...(announcement.environment && { environment: announcement.environment }),
});
