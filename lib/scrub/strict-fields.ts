import {
  composite,
  type Field,
  FREE,
  list,
  MAYBE,
  object,
  pairs,
  partOf,
  READABLE,
  refine,
  simple,
  values,
} from './field.ts';
import { EVENT } from './fields.ts';
import type { IdentityKind } from './pseudonym.ts';

const identity = (kind: IdentityKind): Field => simple('free', 'true', kind);

const user = refine(partOf(EVENT, 'user'), {
  id: identity('id'),
  email: identity('email'),
  username: identity('username'),
  name: identity('name'),
});

const exception = refine(partOf(partOf(EVENT, 'exception'), 'values').other, { value: READABLE });
const span = refine(partOf(EVENT, 'spans').other, {
  description: READABLE,
  tags: composite('object', 'true', {}, READABLE),
});

/** Typed contexts hold versions and ids, which must survive; these parts of theirs are words of people. */
const contexts = partOf(EVENT, 'contexts');
const strictContexts = refine(contexts, {
  feedback: object({ contact_email: READABLE, name: READABLE, message: READABLE, url: READABLE }, MAYBE),
  device: refine(partOf(contexts, 'device'), { name: READABLE }),
  trace: object({ description: READABLE, data: FREE }, MAYBE),
});

/**
 * The event as the strict profile sees it: what Sentry's rules leave alone because it must stay readable loses what
 * rules match and nothing else. Code, versions, ids and file names stay out of it.
 */
export const STRICT_EVENT: Field = refine(EVENT, {
  tags: pairs({}, READABLE),
  culprit: READABLE,
  transaction: READABLE,
  fingerprint: list(READABLE),
  logentry: refine(partOf(EVENT, 'logentry'), { message: READABLE }),
  exception: values(exception),
  request: refine(partOf(EVENT, 'request'), { url: READABLE }),
  user,
  contexts: strictContexts,
  spans: list(span),
});
