import type { DeadLetter } from '../../ports/dead-letter-store.ts';
import { parseMessage, UnreadableMessage, unpackMessage } from '../../protocol/parse-message.ts';
import type { QueueMessage } from '../../protocol/queue-message.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { type DeadLetterDetailsJson, letterListing, letterRedrive } from '../contract/dead-letter.ts';
import { respondDownload } from '../download.ts';
import { findLetter } from '../find-letter.ts';
import { requireOrganization } from '../find-project.ts';
import { presentContents, presentDeadLetter } from '../present/dead-letter.ts';
import { readBody } from '../read-body.ts';
import { readContract } from '../read-contract.ts';
import { filterOf, redriveLetters } from '../redrive-letters.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';

/** Bytes of JSON that are looked into for what a letter holds: a function has 512 MB, and JSON takes ten times its size. */
const MAX_PREVIEW_BYTES = 8 * 1024 * 1024;

type LetterParams = { org: string; letter: string };

/** Messages that the digest gave up, latest first; of a project, of a reason. */
export const listDeadLetters = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { unattributed, ...wanted } = readContract(letterListing, Object.fromEntries(request.query));
  const page = readPage(request);
  const filter = await filterOf(deps, caller, { ...wanted, unattributed: unattributed === 'true' });
  const { letters, next } = await deps.deadLetters.list({ ...filter, ...page });
  return respondPage(deps, request, letters.map(presentDeadLetter), next);
};

/** One with what of it can be read; with `?download` its body as it lay in the queue. */
export const getDeadLetter = async (
  deps: ApiDeps,
  { caller, params, request }: Call<LetterParams>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const letter = await findLetter(deps, caller, params.letter);
  if (request.query.has('download')) return download(deps, caller, letter, request.headers.range);
  const message = await readMessage(deps, letter);
  const details: DeadLetterDetailsJson = {
    ...presentDeadLetter(letter),
    contents: message ? presentContents(message) : null,
  };
  return respondJson(details);
};

/** Sends letters again. Answers how many, and whether there are more. */
export const redriveDeadLetters = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  return respondJson(await redriveLetters(deps, caller, readBody(letterRedrive, request.body)));
};

/** For good, with its body: what it held stays counted as dead-lettered. */
export const deleteDeadLetter = async (deps: ApiDeps, { caller, params }: Call<LetterParams>): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const letter = await findLetter(deps, caller, params.letter);
  // The body first: who dies in between leaves a letter that says that it has none.
  if (letter.body) await deps.blobs.delete(letter.body.key);
  await deps.deadLetters.delete(letter);
  return respondNothing([]);
};

const DOWNLOAD = 'event:admin';

const download = async (
  { blobs }: Pick<ApiDeps, 'blobs'>,
  caller: Caller,
  { id, body }: DeadLetter,
  range: string | undefined,
): Promise<ApiResponse> => {
  if (!caller.scopes.includes(DOWNLOAD))
    throw new Refusal(403, `You do not have permission to perform this action. The token needs ${DOWNLOAD}.`);
  const bytes = body && (await blobs.get(body.key));
  if (!body || !bytes) throw notFound();
  const name = `${id}.${body.form === 'zstd' ? 'json.zst' : 'txt'}`;
  return respondDownload({ bytes, name, contentType: 'application/octet-stream', range });
};

/** `undefined`: nobody can read it, or not here. */
const readMessage = async (
  { blobs }: Pick<ApiDeps, 'blobs'>,
  { body }: DeadLetter,
): Promise<QueueMessage | undefined> => {
  const bytes = body && (await blobs.get(body.key));
  if (!body || !bytes) return undefined;
  try {
    if (body.form === 'zstd') return unpackMessage(bytes, MAX_PREVIEW_BYTES);
    return parseMessage(Buffer.from(bytes).toString('utf8'), MAX_PREVIEW_BYTES);
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
};
