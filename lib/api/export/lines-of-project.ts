import type { Project } from '../../ports/project-store.ts';
import { underSlug } from '../../protocol/short-id.ts';
import { type ExportDeps, feedbackLine, type Line, linesOfIssue } from './lines-of-issue.ts';
import { ISSUE_BEGIN, type ProjectPosition, type Reading } from './position.ts';
import { readList } from './read-list.ts';

/** Numbers that are looked at together; most of them may be nobody's any more. */
const NUMBERS = 100;

/**
 * All issues of a project, from the newest number down, then feedback that is about none. Numbers stay as they are,
 * whatever happens to the issues meanwhile: none is passed over, and none comes twice.
 */
export const linesOfProject = async function* (
  deps: ExportDeps,
  project: Project,
  from: ProjectPosition,
): AsyncGenerator<Line<ProjectPosition>> {
  if (!from.rest) yield* issueLines(deps, project, from);
  for await (const { line, next } of feedbackLines(deps, project, from.rest ?? {}))
    yield { line, next: { rest: next } };
};

const issueLines = async function* (
  deps: ExportDeps,
  project: Project,
  { below: first, within: begun }: ProjectPosition,
): AsyncGenerator<Line<ProjectPosition>> {
  let [below, within] = [first, begun];
  for (;;) {
    const options = { limit: NUMBERS, ...(below !== undefined && { below }) };
    const numbers = await deps.issues.newest(project.id, options);
    if (numbers.length === 0) return;
    for (const { number, issue } of numbers) {
      if (issue) {
        const lines = linesOfIssue(deps, underSlug(issue, project.slug), within ?? ISSUE_BEGIN);
        for await (const { line, next } of lines) yield { line, next: { below: number + 1, within: next } };
      }
      [below, within] = [number, undefined];
    }
    if (below === undefined || below <= 1) return;
    yield { line: undefined, next: { below } };
  }
};

const feedbackLines = async function* (
  deps: ExportDeps,
  project: Project,
  from: Reading,
): AsyncGenerator<Line<Reading>> {
  const load = async (options: { limit: number; cursor?: string }) => {
    const { feedback, next } = await deps.feedback.listByProject(project.id, options);
    return { rows: feedback, next };
  };
  for await (const { row, next } of readList(load, from, ({ timestamp, id }) => ({ at: timestamp, id }))) {
    const isOfNone = row?.projectId === project.id && row.issueId === undefined;
    yield { line: isOfNone ? feedbackLine(row) : undefined, next };
  }
};
