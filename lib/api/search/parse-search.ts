import type { IssueMark } from '../../ports/issue-marks.ts';
import type { TagValueCount } from '../../ports/issue-stats.ts';
import type { Issue } from '../../ports/issue-store.ts';
import { contains } from './contains.ts';
import { ISSUE_FIELDS } from './issue-fields.ts';
import { ISSUE_STATES, isInState, namesStatuses, statusesOf } from './issue-states.ts';
import { isReleaseKey, releaseCondition } from './release-terms.ts';
import type { Asking, Condition, MarkCondition, Search, TagCondition } from './search.ts';
import { hasTag, isTagKey, tagCondition } from './tag-terms.ts';
import { type Term, tokenize } from './tokenize.ts';

/** Terms of one search. */
const MAX_TERMS = 50;
/** Values of one term. */
const MAX_VALUES = 100;

/** A search that cannot be done is an expected fate: `fault` says to its author what is wrong. */
export type ParsedSearch = { search: Search } | { fault: string };

/** What a person's own marks answer; only one's own can be looked for. */
const MARKS: ReadonlyMap<string, MarkCondition> = new Map<string, MarkCondition>([
  ['bookmarks', ({ bookmarked }) => bookmarked === true],
  ['subscribed', ({ subscribed }) => subscribed === true],
]);

/** What one term asks for, of an issue's row or of something that costs a read more. */
type Asked = { fault: string } | { condition?: Condition; tagCondition?: TagCondition; markCondition?: MarkCondition };

/** Reads Sentry's search language as far as Allim knows it. Without a status after `is:`, issues of any are meant. */
export const parseSearch = (query: string, asking: Asking): ParsedSearch => {
  const terms = tokenize(query);
  if (terms.length > MAX_TERMS) return { fault: `query: more than ${MAX_TERMS} terms` };
  const asked: Exclude<Asked, { fault: string }>[] = [];
  for (const term of terms) {
    const one = readTerm(term, asking);
    if ('fault' in one) return one;
    asked.push(one);
  }
  return {
    search: {
      statuses: statusesOf(terms.filter(({ key }) => key === 'is')),
      conditions: asked.flatMap(({ condition }) => condition ?? []),
      tagConditions: asked.flatMap(({ tagCondition }) => tagCondition ?? []),
      markConditions: asked.flatMap(({ markCondition }) => markCondition ?? []),
      words: terms.filter(({ key }) => key === '').flatMap(({ values }) => values),
    },
  };
};

const readTerm = (term: Term, asking: Asking): Asked => {
  const { key, values } = term;
  if (values.length > MAX_VALUES) return { fault: `query: ${key}: more than ${MAX_VALUES} values` };
  if (key === '') return onIssue(term, value => issue => hasText(issue, value), 'text');
  // Which statuses are read says all of such a term.
  if (key === 'is' && namesStatuses(term)) return {};
  if (key === 'is') return onIssue(term, value => state(value, asking), 'a state');
  const field = ISSUE_FIELDS.get(key);
  if (field) return onIssue(term, value => field.read(value, asking), field.expects);
  const mark = MARKS.get(key);
  if (mark) return onMarks(term, value => (value === 'me' ? mark : undefined));
  if (key === 'has') return onTags(term, value => (isTagKey(value) ? hasTag(value) : undefined), 'the key of a tag');
  if (isReleaseKey(key))
    return onTags(term, value => releaseCondition(key, value), 'a version or build like 1.2.0 or >=1.2.0');
  if (isTagKey(key)) return onTags(term, value => tagCondition(key, value, asking), 'a value that was sent');
  return { fault: `query: ${key} is not supported. ${KNOWN}` };
};

type Read<T> = (value: string) => ((of: T) => boolean) | undefined;

const onIssue = (term: Term, read: Read<Issue>, expects: string): Asked => {
  const asked = anyOf(term, read, expects);
  return typeof asked === 'string' ? { fault: asked } : { condition: asked };
};
const onTags = (term: Term, read: Read<readonly TagValueCount[]>, expects: string): Asked => {
  const asked = anyOf(term, read, expects);
  return typeof asked === 'string' ? { fault: asked } : { tagCondition: asked };
};
const onMarks = (term: Term, read: Read<IssueMark>): Asked => {
  const asked = anyOf(term, read, 'me');
  return typeof asked === 'string' ? { fault: asked } : { markCondition: asked };
};

/** One of several values is enough; `!` turns it round. A text is the fault of a value. */
const anyOf = <T>({ key, values, negated }: Term, read: Read<T>, expects: string): ((of: T) => boolean) | string => {
  const conditions: ((of: T) => boolean)[] = [];
  for (const value of values) {
    const condition = read(value);
    if (!condition) return `query: ${key}:${value} is not supported; expected ${expects}. ${KNOWN}`;
    conditions.push(condition);
  }
  return of => conditions.some(holds => holds(of)) !== negated;
};

const state = (value: string, { now }: Asking) => (ISSUE_STATES.has(value) ? isInState(value, now) : undefined);

const KNOWN = `Supported: is (${[...ISSUE_STATES.keys()].join(', ')}), has, ${[...ISSUE_FIELDS.keys(), ...MARKS.keys()].join(', ')}, release, environment and other tags, and free text.`;

/** What people read of it, which is not whose its frames are: else “mixed” would find most issues. */
const hasText = ({ title, culprit, shortId, metadata }: Issue, word: string): boolean => {
  const { in_app_frame_mix: _, ...texts } = metadata;
  return [title, culprit, shortId, ...Object.values(texts)].some(text => contains(String(text), word));
};
