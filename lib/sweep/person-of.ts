import { eventTags } from '../normalize/event-tags.ts';
import type { Person } from '../ports/eraser.ts';
import type { ErasureOrder } from '../ports/erasure-store.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { countedForm, type PersonKind, personForm, personMark } from '../protocol/person-marks.ts';
import { userHash } from '../protocol/user-hash.ts';

/** Whom an order is about: nobody knows more than that these are their marks. */
export const personOf = (order: Extract<ErasureOrder, { kind: 'user' }>, noted: readonly string[]): Person => {
  const marks = new Set(order.marks);
  const mark = (form: string): string => personMark(order.salt, form);
  const isKnown = (kind: PersonKind, value: unknown): boolean =>
    (typeof value === 'string' || typeof value === 'number') &&
    value !== '' &&
    marks.has(mark(personForm(kind, String(value))));
  return {
    wrote: event => wroteIt(event, isKnown),
    marksOf: (projectId, event) => {
      const user = eventTags(event).get('user');
      return user === undefined ? [] : [mark(countedForm(projectId, userHash(projectId, user)))];
    },
    isCalled: ({ name, email }) => isKnown('email', email) || isKnown('name', name),
    // `noted` grows while events are looked through.
    isCounted: (projectId, hash) => {
      const counted = mark(countedForm(projectId, hash));
      return marks.has(counted) || noted.includes(counted);
    },
  };
};

type IsKnown = (kind: PersonKind, value: unknown) => boolean;

const wroteIt = ({ user = {}, tags = [], contexts = {} }: SentryEvent, isKnown: IsKnown): boolean =>
  isKnown('id', user.id) ||
  isKnown('email', user.email) ||
  isKnown('username', user.username) ||
  isKnown('name', user.name) ||
  isKnown('ip', user.ip_address) ||
  isKnownTag(user.sentry_user, isKnown) ||
  isKnown('email', contexts.feedback?.contact_email) ||
  tags.some(([key, value]) => TAGS_OF_USERS.has(key) && isKnownTag(value, isKnown));

const TAGS_OF_USERS: ReadonlySet<string> = new Set(['user', 'sentry:user', 'sentry_user']);
const KINDS: readonly PersonKind[] = ['id', 'email', 'username', 'ip'];

/** `email:jane@example.com` */
const isKnownTag = (tag: unknown, isKnown: IsKnown): boolean => {
  if (typeof tag !== 'string') return false;
  const colon = tag.indexOf(':');
  const kind = KINDS.find(one => one === tag.slice(0, Math.max(colon, 0)));
  return kind !== undefined && isKnown(kind, tag.slice(colon + 1));
};
