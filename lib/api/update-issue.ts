import { type ChangeFacts, changeOf } from '../life/change-of.ts';
import { FORECAST_FROM_MS, forecastOf } from '../life/forecast.ts';
import type { LifeUpdate } from '../life/life-update.ts';
import { writeOf } from '../life/write-of.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { readReleaseFacts } from './read-release-facts.ts';
import { refuseFields } from './refusal.ts';

type UpdateDeps = Pick<ApiDeps, 'clock' | 'issues' | 'stats' | 'releases'>;

/** Others may change the same issue at the same moment: it is read and decided again, this often at most. */
const MAX_TRIES = 8;

/** Changes an issue's life as a person wants it. The issue as it is then; `undefined` when it is gone. */
export const updateIssueLife = async (
  deps: UpdateDeps,
  caller: Caller,
  found: Issue,
  { update, single }: { update: LifeUpdate; single: boolean },
): Promise<Issue | undefined> => {
  const now = deps.clock.now();
  let issue: Issue | undefined = found;
  for (let tried = 0; issue && tried < MAX_TRIES; tried++) {
    const facts = await readFacts(deps, issue, update, { now, single, user: caller.user });
    const change = changeOf(issue, update, facts);
    if (change === 'unchanged') return issue;
    if (change === 'no_releases') throw noReleases();
    const write = writeOf(issue, change, now);
    const result = await deps.issues.change(issue.id, issue.lifeVersion, write);
    if (result === 'gone') return undefined;
    const { status, substatus, life, statusChanged } = write;
    if (result === 'changed')
      return { ...issue, status, substatus, life, statusChanged, lifeVersion: issue.lifeVersion + 1 };
    issue = (await deps.issues.get([issue.id])).get(issue.id);
  }
  if (issue) throw new Error('the issue was changed by others each time');
  return undefined;
};

/** Reads what the update depends on, and nothing for one that depends on nothing. */
const readFacts = async (
  deps: UpdateDeps,
  issue: Issue,
  { resolve, archive }: LifeUpdate,
  asked: Pick<ChangeFacts, 'now' | 'single'> & { user: { id: string; name: string } },
): Promise<ChangeFacts> => {
  if (resolve) return { ...asked, releases: await readReleaseFacts(deps, issue, resolve) };
  if (archive?.until !== 'escalating') return asked;
  const hours = await deps.stats.hourly([issue], asked.now - FORECAST_FROM_MS, asked.now);
  const forecast = forecastOf(hours.get(issue.id) ?? [], asked.now);
  return { ...asked, ...(forecast && { forecast }) };
};

const noReleases = () =>
  refuseFields([
    { field: 'statusDetails', why: 'No release data present in the system to form a basis for that release.' },
  ]);
