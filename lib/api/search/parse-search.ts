import type { Issue } from '../../ports/issue-store.ts';
import type { IssueStatus, IssueSubstatus } from '../../protocol/issue-life.ts';
import { contains } from './contains.ts';
import { ALL_STATUSES, type Condition, type Search } from './search.ts';
import { type Term, tokenize } from './tokenize.ts';

/** Terms of one search. */
const MAX_TERMS = 50;

/** A search that cannot be done is an expected fate: `fault` says to its author what is wrong. */
export type ParsedSearch = { search: Search } | { fault: string };

/** What each key looks at. */
const FIELDS: Record<string, (issue: Issue, value: string) => boolean> = {
  level: ({ level }, value) => level === value.toLowerCase(),
  platform: ({ platform }, value) => platform.toLowerCase() === value.toLowerCase(),
  'error.type': ({ metadata }, value) => contains(metadata.type, value),
  title: ({ title }, value) => contains(title, value),
};

/** What may follow `is:`. */
const STATES = new Map<string, { status: IssueStatus; substatus?: IssueSubstatus }>([
  ['unresolved', { status: 'unresolved' }],
  ['resolved', { status: 'resolved' }],
  ['ignored', { status: 'ignored' }],
  ['archived', { status: 'ignored' }],
  ['muted', { status: 'ignored' }],
  ['new', { status: 'unresolved', substatus: 'new' }],
  ['ongoing', { status: 'unresolved', substatus: 'ongoing' }],
  ['escalating', { status: 'unresolved', substatus: 'escalating' }],
  ['regressed', { status: 'unresolved', substatus: 'regressed' }],
]);

/** Reads Sentry's search language as far as Allim knows it. Without `is:` only unresolved issues are meant. */
export const parseSearch = (query: string): ParsedSearch => {
  const terms = tokenize(query);
  if (terms.length > MAX_TERMS) return { fault: `query: more than ${MAX_TERMS} terms` };
  const fault = terms.map(faultOf).find(text => text !== undefined);
  return fault === undefined ? { search: searchOf(terms) } : { fault };
};

const faultOf = ({ key, values }: Term): string | undefined => {
  if (key === '') return undefined;
  if (key !== 'is') return Object.hasOwn(FIELDS, key) ? undefined : `query: ${key} is not supported. ${KNOWN}`;
  const unknown = values.find(value => !STATES.has(value));
  return unknown === undefined ? undefined : `query: is:${unknown} is not supported. ${KNOWN}`;
};

const KNOWN = `Supported: is (${[...STATES.keys()].join(', ')}), ${Object.keys(FIELDS).join(', ')} and free text.`;

const searchOf = (terms: Term[]): Search => {
  const states = terms.filter(({ key }) => key === 'is');
  const conditions = terms.map(conditionOf);
  const words = terms.filter(({ key }) => key === '').flatMap(({ values }) => values);
  return { statuses: states.length === 0 ? ['unresolved'] : statusesOf(states), conditions, words };
};

/** Only the lists that can hold a hit are read: those that each `is:` leaves. */
const statusesOf = (states: Term[]): IssueStatus[] =>
  ALL_STATUSES.filter(status => states.every(term => leavesStatus(term, status)));

const leavesStatus = ({ values, negated }: Term, status: IssueStatus): boolean => {
  const named = values.flatMap(value => STATES.get(value) ?? []).filter(state => state.status === status);
  // `!is:new` leaves other unresolved issues; `!is:unresolved` leaves none of them.
  return negated ? named.every(({ substatus }) => substatus !== undefined) : named.length > 0;
};

const conditionOf = ({ key, values, negated }: Term): Condition => {
  const holds = key === '' ? hasText : key === 'is' ? isInState : FIELDS[key];
  // `faultOf` has let pass known keys only; an unknown one would match nothing.
  return issue => values.some(value => holds?.(issue, value) ?? false) !== negated;
};

const isInState = (issue: Issue, value: string): boolean => {
  const state = STATES.get(value);
  return state?.status === issue.status && (state.substatus === undefined || state.substatus === issue.substatus);
};

const hasText = ({ title, culprit, shortId, metadata }: Issue, word: string): boolean =>
  [title, culprit, shortId, ...Object.values(metadata)].some(text => contains(String(text), word));
