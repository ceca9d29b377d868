import type { DeadLetterDetailsJson, DeadLetterJson, RedriveJson } from '../lib/api/contract/dead-letter.ts';
import { CommandError, callApi } from './api-client.ts';
import type { LetterFlags } from './letter-flags.ts';
import { printable, printableJson } from './printable.ts';

/** Where lines go. */
export type Print = (line: string) => void;

/** Rows of a page, and letters that one request may send again. */
const PAGE = 100;

/** Does what the flags say. Throws a `CommandError` for a person. */
export const runLetterCommand = async (flags: LetterFlags, print: Print): Promise<void> => {
  const organization = flags.organization ?? (await ownOrganization(flags));
  const base = `/api/0/organizations/${encodeURIComponent(organization)}/dead-letters/`;
  switch (flags.command) {
    case 'list':
      return list(flags, base, print);
    case 'show':
      return show(flags, base, print);
    case 'redrive':
      return redrive(flags, base, print);
    case 'delete':
      return drop(flags, base, print);
  }
};

const ownOrganization = async ({ access }: LetterFlags): Promise<string> => {
  const { value } = await callApi<{ slug: string }[]>(access, '/api/0/organizations/');
  const [own] = value;
  if (!own) throw new CommandError('The token belongs to no organization; name one with --organization.');
  return own.slug;
};

const list = async (flags: LetterFlags, base: string, print: Print): Promise<void> => {
  let shown = 0;
  for await (const letter of pages(flags, base)) {
    print(flags.json ? printableJson(letter) : rowOf(letter));
    shown++;
  }
  if (shown === 0 && !flags.json) print('There are no dead letters.');
};

async function* pages(flags: LetterFlags, base: string): AsyncGenerator<DeadLetterJson> {
  const query = new URLSearchParams({
    limit: String(PAGE),
    ...(flags.project !== undefined && { project: flags.project }),
    ...(flags.reason !== undefined && { reason: flags.reason }),
    ...(flags.unattributed && { unattributed: 'true' }),
  });
  for (let address: string | undefined = `${base}?${query.toString()}`; address !== undefined; ) {
    const page: { value: DeadLetterJson[]; next?: string } = await callApi(flags.access, address);
    yield* page.value;
    address = page.next;
  }
}

const rowOf = ({ id, project, reason, dateGivenUp, redrives, held, error }: DeadLetterJson): string => {
  const contents = held.map(({ category, quantity }) => `${quantity} ${category}`).join(', ') || '?';
  const again = redrives > 0 ? `, sent again ${redrives}×` : '';
  return printable(`${id}  ${dateGivenUp}  ${project ?? '-'}  ${reason}  ${contents}${again}  ${error}`);
};

const show = async (flags: LetterFlags, base: string, print: Print): Promise<void> => {
  const { value } = await callApi<DeadLetterDetailsJson>(flags.access, `${base}${flags.ids[0]}/`);
  if (flags.json) {
    print(printableJson(value));
    return;
  }
  const { contents, held, eventIds, ...facts } = value;
  for (const [name, fact] of Object.entries(facts)) print(printable(`${name}: ${fact === null ? '-' : String(fact)}`));
  print(
    printable(
      `held: ${held.map(({ category, quantity }) => `${quantity} ${category}`).join(', ') || 'nobody can tell'}`,
    ),
  );
  if (eventIds.length > 0) print(printable(`events: ${eventIds.join(', ')}`));
  if (!contents) print('contents: cannot be read here');
  for (const { type, size } of contents?.items ?? []) print(printable(`item: ${type}, ${size} bytes`));
  for (const { id, level, title } of contents?.events ?? []) print(printable(`event ${id}: ${level}: ${title}`));
};

/** Asks until there are no more, but for those that came back meanwhile. */
const redrive = async (flags: LetterFlags, base: string, print: Print): Promise<void> => {
  let before: string | undefined;
  let total = 0;
  for (let more = true; more; ) {
    const { value } = await callApi<RedriveJson>(flags.access, `${base}redrive/`, {
      method: 'POST',
      body: { ...choiceOf(flags), ...(before !== undefined && { before }) },
    });
    total += value.redriven;
    if (flags.json) print(printableJson(value));
    else for (const id of value.withoutBody) print(printable(`${id} cannot be sent again: nothing of it was kept.`));
    before = value.before;
    // A page on which nothing could be sent would come again.
    more = value.more && value.redriven > 0;
  }
  if (!flags.json) print(`${total} sent again.`);
};

const choiceOf = ({ ids, project, reason, unattributed }: LetterFlags): object => {
  if (ids.length > 0) return { ids };
  const choice = {
    ...(project !== undefined && { project }),
    ...(reason !== undefined && { reason }),
    ...(unattributed && { unattributed }),
  };
  return Object.keys(choice).length > 0 ? choice : { all: true };
};

const drop = async (flags: LetterFlags, base: string, print: Print): Promise<void> => {
  const ids = flags.ids.length > 0 ? flags.ids : await collectIds(flags, base);
  for (const id of ids) {
    await callApi(flags.access, `${base}${id}/`, { method: 'DELETE' });
    if (flags.json) print(printableJson({ deleted: id }));
  }
  if (!flags.json) print(`${ids.length} deleted.`);
};

/** Before the first is deleted: pages would shift under what reads them. */
const collectIds = async (flags: LetterFlags, base: string): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { id } of pages(flags, base)) ids.push(id);
  return ids;
};
