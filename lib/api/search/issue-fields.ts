import { issueAt } from '../../life/substatus-at.ts';
import type { Issue } from '../../ports/issue-store.ts';
import { type Comparison, readNumberComparison, readTimeComparison } from './comparison.ts';
import { contains } from './contains.ts';
import { matches } from './matches.ts';
import type { Asking, Condition } from './search.ts';

/** What an issue's own row answers. `undefined`: the value is none that can be looked for. */
interface IssueField {
  expects: string;
  read: (value: string, asking: Asking) => Condition | undefined;
}

const same = (read: (issue: Issue) => string | undefined): IssueField => ({
  expects: 'a name',
  read: value => issue => matches((read(issue) ?? '').toLowerCase(), value.toLowerCase()),
});
const part = (read: (issue: Issue) => string | undefined): IssueField => ({
  expects: 'text',
  read: value => issue => contains(read(issue), value),
});
const compared = (
  expects: string,
  comparison: (value: string, asking: Asking) => Comparison | undefined,
  read: (issue: Issue) => number,
): IssueField => ({
  expects,
  read: (value, asking) => {
    const holds = comparison(value, asking);
    return holds && (issue => holds(read(issue)));
  },
});
const number = (read: (issue: Issue) => number): IssueField =>
  compared('a number like 100, >100 or <=100', readNumberComparison, read);
const time = (read: (issue: Issue) => number): IssueField =>
  compared('a time like -24h, +7d or >2026-11-22', (value, { now }) => readTimeComparison(value, now), read);

/** `me`, `none`, `#team`, a name, an address or an id. */
const assignee: IssueField = {
  expects: 'me, none, #team, or whom',
  read: (value, { me }) => {
    const asked = value.toLowerCase();
    if (asked === '') return undefined;
    if (asked === 'none') return ({ life }) => life.assignee === undefined;
    if (asked === 'me' || asked === 'my_teams')
      return ({ life }) =>
        life.assignee?.type === 'user' && (me.includes(life.assignee.id) || me.includes(life.assignee.name));
    if (asked.startsWith('#'))
      return ({ life }) => life.assignee?.type === 'team' && life.assignee.name.toLowerCase() === asked.slice(1);
    return ({ life }) => [life.assignee?.name.toLowerCase(), life.assignee?.id].includes(asked);
  },
};

/** The release of the events that opened an issue stands in its own row. */
const firstRelease: IssueField = {
  expects: 'a release',
  read:
    (value, { latest }) =>
    ({ birth }) =>
      birth.tags.some(
        ([key, release]) =>
          key === 'release' && (value === 'latest' ? latest.includes(release) : matches(release, value)),
      ),
};

const priority: IssueField = {
  expects: 'low, medium or high',
  read: (value, { now }) => {
    const asked = value.toLowerCase();
    return PRIORITIES.has(asked) ? issue => issueAt(issue, now).life.priority === asked : undefined;
  },
};
const PRIORITIES: ReadonlySet<string> = new Set(['low', 'medium', 'high']);

const FIRST_SEEN = time(({ firstSeen }) => firstSeen);

export const ISSUE_FIELDS: ReadonlyMap<string, IssueField> = new Map<string, IssueField>([
  ['level', same(({ level }) => level)],
  ['platform', same(({ platform }) => platform)],
  ['error.type', part(({ metadata }) => metadata.type)],
  ['error.value', part(({ metadata }) => metadata.value)],
  ['title', part(({ title }) => title)],
  ['message', part(({ title, metadata }) => `${title} ${metadata.value ?? ''}`)],
  ['culprit', part(({ culprit }) => culprit)],
  ['issue', same(({ shortId }) => shortId)],
  ['issue.priority', priority],
  ['project', same(({ projectSlug }) => projectSlug)],
  ['project.id', same(({ projectId }) => projectId)],
  ['firstSeen', FIRST_SEEN],
  ['age', FIRST_SEEN],
  ['lastSeen', time(({ lastSeen }) => lastSeen)],
  ['timesSeen', number(({ count }) => count)],
  ['userCount', number(({ users }) => users)],
  ['assigned', assignee],
  ['assigned_or_suggested', assignee],
  ['firstRelease', firstRelease],
]);
