import type { Clock } from '../ports/clock.ts';
import type { Eraser, Person } from '../ports/eraser.ts';
import type { Erasure, ErasureOrder } from '../ports/erasure-store.ts';
import type { ErasureTask } from '../ports/erasure-work.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { retentionMs } from '../protocol/retention.ts';
import { eraseQueued, MESSAGE_FOLDERS, type QueuedDeps } from './erase-queued.ts';
import { personOf } from './person-of.ts';

export interface PassDeps extends QueuedDeps {
  clock: Clock;
  eraser: Eraser;
  projects: Pick<ProjectStore, 'find' | 'settings'>;
  /** Of the deployment. */
  retentionDays: number;
}

/** One step of a pass: where the next one goes on, `undefined` at the end. */
export type Pass = (from: string | undefined) => Promise<string | undefined>;

/** What is gone through for an order, one after the other. `still_there`: what it is about was not deleted. */
export const passesOf = async (deps: PassDeps, task: ErasureTask): Promise<readonly Pass[] | 'still_there'> => {
  const { erasure, order } = task;
  switch (order.kind) {
    case 'issue':
      return order.issueIds.map(issueId => issuePass(deps, erasure, issueId));
    case 'project':
      return (await isThere(deps, erasure, order.projectIds[0])) ? 'still_there' : projectPasses(deps, erasure, order);
    case 'user':
      return userPasses(deps, task, order);
    case 'retention':
      return [await retentionPass(deps, erasure, order.projectIds[0])];
  }
};

const isThere = async ({ projects }: PassDeps, { organization }: Erasure, projectId: string): Promise<boolean> =>
  (await projects.find(organization, projectId)) !== undefined;

const MORE = 'more';

const issuePass =
  ({ eraser }: PassDeps, erasure: Erasure, issueId: string): Pass =>
  async () =>
    (await eraser.eraseIssue(erasure, issueId)) === 'more' ? MORE : undefined;

type Order<K> = Extract<ErasureOrder, { kind: K }>;

const projectPasses = (deps: PassDeps, erasure: Erasure, { projectIds: [projectId] }: Order<'project'>): Pass[] => [
  from => deps.eraser.eraseOfProject(erasure, projectId, from),
  async () => ((await deps.eraser.eraseObjects(projectId)) ? MORE : undefined),
  ...messagePasses(deps, message => message.projectId === projectId),
];

const userPasses = (deps: PassDeps, task: ErasureTask, order: Order<'user'>): Pass[] => {
  const person = personOf(order, task.noted);
  const projectIds = new Set(order.projectIds);
  return [
    from => deps.eraser.eraseOfPerson(task, { projectIds, person }, from),
    from => deps.eraser.eraseUserMarks(task.erasure, { projectIds, person }, from),
    ...order.projectIds.map(
      (projectId): Pass =>
        from =>
          deps.eraser.eraseStrays(projectId, person, from),
    ),
    ...messagePasses(deps, message => projectIds.has(message.projectId) && isOfPerson(message, person)),
  ];
};

const messagePasses = (deps: PassDeps, isTheirs: (message: QueueMessage) => boolean): Pass[] =>
  MESSAGE_FOLDERS.map(folder => from => eraseQueued(deps, { folder, isTheirs }, from));

const isOfPerson = ({ items }: QueueMessage, person: Person): boolean =>
  items.some(
    item => (item.type === 'event' && person.wrote(item.event)) || (item.type === 'feedback' && person.isCalled(item)),
  );

/** As the settings are when the work is done: who has raised them again meanwhile loses nothing. */
const retentionPass = async (deps: PassDeps, erasure: Erasure, projectId: string): Promise<Pass> => {
  const settings = await deps.projects.settings(projectId);
  const keptFor = (kind: Parameters<typeof retentionMs>[1]) =>
    retentionMs(settings?.retention, kind, deps.retentionDays);
  return from => deps.eraser.shorten(erasure, { projectId, keptFor, now: deps.clock.now() }, from);
};
