import { type IssueMark, MAX_MARKS, type MarkChange, type MarkStore } from '../../lib/ports/issue-marks.ts';

interface Person {
  id: string;
  name: string;
}

/** Marks by issue and person. */
export const memoryMarkStore = (): MarkStore => {
  const marks = new Map<string, Map<string, { user: Person; mark: IssueMark }>>();
  return {
    of: async (userId, issueIds) =>
      new Map(
        issueIds.flatMap(id => {
          const found = marks.get(id)?.get(userId);
          return found ? [[id, found.mark] as const] : [];
        }),
      ),
    ofIssue: async issueId =>
      [...(marks.get(issueId)?.values() ?? [])].slice(0, MAX_MARKS).map(({ user, mark }) => ({ ...mark, user })),
    mark: async (issueId, user, change) => {
      const ofIssue = marks.get(issueId) ?? new Map<string, { user: Person; mark: IssueMark }>();
      ofIssue.set(user.id, { user, mark: changed(ofIssue.get(user.id)?.mark ?? {}, change) });
      marks.set(issueId, ofIssue);
    },
  };
};

/** `seen: undefined` takes that mark away; a change that does not name it leaves it. */
const changed = (mark: IssueMark, change: MarkChange): IssueMark => {
  const { seen, ...others } = { ...mark, ...change };
  return seen === undefined ? others : { ...others, seen };
};
