import { isForReview, substatusAt } from '../../life/substatus-at.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { IssueStatus, IssueSubstatus } from '../../protocol/issue-life.ts';
import { ALL_STATUSES, type Condition } from './search.ts';

/** What a word after `is:` means. */
interface IssueState {
  /** Issues of this status only; absent: of any. */
  status?: IssueStatus;
  /** All of that status are meant: whoever says `!is:` need not read any. */
  whole?: boolean;
  holds: (issue: Issue, now: number) => boolean;
}

const status = (name: IssueStatus): IssueState => ({
  status: name,
  whole: true,
  holds: issue => issue.status === name,
});
const substatus = (name: IssueSubstatus, of: IssueStatus = 'unresolved'): IssueState => ({
  status: of,
  holds: (issue, now) => issue.status === of && substatusAt(issue, now) === name,
});

export const ISSUE_STATES: ReadonlyMap<string, IssueState> = new Map([
  ['unresolved', status('unresolved')],
  ['resolved', status('resolved')],
  ['ignored', status('ignored')],
  ['archived', status('ignored')],
  ['muted', status('ignored')],
  ['new', substatus('new')],
  ['ongoing', substatus('ongoing')],
  ['escalating', substatus('escalating')],
  ['regressed', substatus('regressed')],
  ['archived_until_escalating', substatus('archived_until_escalating', 'ignored')],
  ['archived_until_condition_met', substatus('archived_until_condition_met', 'ignored')],
  ['archived_forever', substatus('archived_forever', 'ignored')],
  ['for_review', { status: 'unresolved', holds: isForReview }],
  ['assigned', { holds: ({ life }) => life.assignee !== undefined }],
  ['unassigned', { holds: ({ life }) => life.assignee === undefined }],
]);

/** One `is:` of a search. */
export interface StateTerm {
  values: readonly string[];
  negated: boolean;
}

/** Only the lists that can hold a hit are read: those that each `is:` leaves, which are all where none names a status. */
export const statusesOf = (terms: readonly StateTerm[]): IssueStatus[] => {
  const naming = terms.filter(({ values }) => statesOf(values).some(state => state.status !== undefined));
  return ALL_STATUSES.filter(name => naming.every(term => leaves(term, name)));
};

/** Whether a term is about nothing but whole statuses. */
export const namesStatuses = ({ values }: StateTerm): boolean =>
  values.every(value => ISSUE_STATES.get(value)?.whole === true);

const leaves = ({ values, negated }: StateTerm, name: IssueStatus): boolean => {
  const concerned = statesOf(values).filter(state => state.status === undefined || state.status === name);
  // `!is:new` leaves other unresolved issues; `!is:unresolved` leaves none of them.
  return negated ? !concerned.some(({ whole }) => whole) : concerned.length > 0;
};

const statesOf = (values: readonly string[]): IssueState[] => values.flatMap(value => ISSUE_STATES.get(value) ?? []);

export const isInState =
  (value: string, now: number): Condition =>
  issue =>
    ISSUE_STATES.get(value)?.holds(issue, now) ?? false;
