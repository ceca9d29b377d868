import type { DeadLetter } from '../ports/dead-letter-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { notFound } from './refusal.ts';

const LETTER_ID = /^[0-9a-f]{32}$/;
/** What nobody can attribute may be anybody's: only who administers the installation sees it. */
const ADMINISTRATE = 'org:admin';

/** A letter of the caller's organization, or one of nobody's that the caller may see. Any other looks as if it were not there. */
export const findLetter = async (
  deps: Pick<ApiDeps, 'deadLetters' | 'homeOrganization'>,
  caller: Caller,
  id: string,
): Promise<DeadLetter> => {
  const letter = LETTER_ID.test(id) ? await deps.deadLetters.get(id) : undefined;
  if (!letter || !maySee(deps, caller, letter)) throw notFound();
  return letter;
};

const maySee = (deps: Pick<ApiDeps, 'homeOrganization'>, caller: Caller, { origin }: DeadLetter): boolean =>
  origin ? origin.organization === caller.organization : maySeeUnattributed(deps, caller);

/** An installation has the one organization that set-up makes; were there others, these letters would still be its alone. */
export const maySeeUnattributed = ({ homeOrganization }: Pick<ApiDeps, 'homeOrganization'>, caller: Caller): boolean =>
  caller.organization === homeOrganization && caller.scopes.includes(ADMINISTRATE);
