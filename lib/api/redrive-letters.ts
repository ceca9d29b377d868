import type { DeadLetter, LetterQuery } from '../ports/dead-letter-store.ts';
import { formatRedrivenBody } from '../protocol/dead-letter.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { type LetterRedrive, MAX_REDRIVES, type RedriveJson } from './contract/dead-letter.ts';
import { findLetter, maySeeUnattributed } from './find-letter.ts';
import { findProject } from './find-project.ts';
import { isoTime } from './present/time.ts';
import { Refusal } from './refusal.ts';

/** Pages that one request reads at most while it looks for letters. */
const MAX_PAGES = 20;

type Deps = Pick<ApiDeps, 'clock' | 'deadLetters' | 'homeOrganization' | 'projects' | 'queue'>;

/** Sends letters to the digest once more. */
export const redriveLetters = async (deps: Deps, caller: Caller, wanted: LetterRedrive): Promise<RedriveJson> => {
  const before = wanted.before === undefined ? deps.clock.now() : Date.parse(wanted.before);
  const { letters, more } = wanted.ids
    ? { letters: await named(deps, caller, wanted.ids), more: false }
    : await select(deps, await filterOf(deps, caller, wanted), before);
  const withoutBody: string[] = [];
  for (const letter of letters) if (!(await redrive(deps, letter))) withoutBody.push(letter.id);
  return { redriven: letters.length - withoutBody.length, withoutBody, more, before: isoTime(before) };
};

/** First sent, then deleted: who dies in between leaves a letter that can be sent again, and is counted once all the same. */
const redrive = async ({ queue, deadLetters }: Deps, letter: DeadLetter): Promise<boolean> => {
  const { id, redrives, body, origin } = letter;
  if (!body) return false;
  const projectId = origin?.projectId;
  const whose = projectId === undefined ? {} : { projectId };
  const message = formatRedrivenBody({ letter: id, times: redrives + 1, key: body.key, form: body.form, ...whose });
  await queue.send(message, projectId === undefined ? {} : { group: projectId });
  await deadLetters.delete(letter);
  return true;
};

/** All of them or none: an id that is not there is a mistake. */
const named = async (deps: Deps, caller: Caller, ids: readonly string[]): Promise<DeadLetter[]> => {
  const letters: DeadLetter[] = [];
  for (const id of new Set(ids)) letters.push(await findLetter(deps, caller, id));
  return letters;
};

/** Also what a list asks for. */
export const filterOf = async (
  deps: Pick<Deps, 'homeOrganization' | 'projects'>,
  caller: Caller,
  wanted: Pick<LetterRedrive, 'project' | 'reason' | 'unattributed'>,
): Promise<Omit<LetterQuery, 'limit' | 'cursor'>> => {
  const reason = wanted.reason && { reason: wanted.reason };
  if (wanted.unattributed) {
    if (maySeeUnattributed(deps, caller)) return { ...reason };
    throw new Refusal(403, 'Letters that belong to nobody are shown to org:admin of the first organization.');
  }
  const { organization } = caller;
  if (wanted.project === undefined) return { organization, ...reason };
  const { id } = await findProject(deps, caller, { org: organization, project: wanted.project });
  return { organization, projectId: id, ...reason };
};

const select = async (
  { deadLetters }: Deps,
  filter: Omit<LetterQuery, 'limit' | 'cursor'>,
  before: number,
): Promise<{ letters: DeadLetter[]; more: boolean }> => {
  const letters: DeadLetter[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await deadLetters.list({ ...filter, limit: MAX_REDRIVES, ...(cursor && { cursor }) });
    letters.push(...page.letters.filter(({ buried }) => buried < before));
    cursor = page.next;
    if (letters.length > MAX_REDRIVES || cursor === undefined) break;
  }
  return { letters: letters.slice(0, MAX_REDRIVES), more: letters.length > MAX_REDRIVES || cursor !== undefined };
};
