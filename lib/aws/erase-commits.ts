import type { Person } from '../ports/eraser.ts';
import type { CommitAuthor, ReleaseCommit } from '../ports/release-store.ts';
import type { Taking } from './erase-rows.ts';
import { RELEASE_COMMITS, RELEASES } from './keys/release.ts';
import { packCommits, readPart } from './stored-commits.ts';
import { type Item, keyOf, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** An address in a text, such as `Co-authored-by: Jane <jane@example.com>`; bounded, so that no text is slow. */
const ADDRESS = /[^\s<>()@]{1,64}@[^\s<>()@]{1,255}/g;

type Called = Person['isCalled'];

/** What takes a person out of the commits of a release: as their author, and out of lines that name an address of theirs. None in other rows. */
export const commitTakings = (table: Table, row: Item, isCalled: Called): Taking[] => {
  const sk = readText(row, 'sk');
  if (readText(row, 'pk').startsWith('RELEASE#') && sk.startsWith(RELEASE_COMMITS))
    return fromPart(table, row, isCalled);
  return sk.startsWith(RELEASES) && (row.lastCommit || row.authors) ? fromRelease(table, row, isCalled) : [];
};

const fromPart = (table: Table, row: Item, isCalled: Called): Taking[] => {
  const before = readPart(row);
  const after = before.map(commit => forget(commit, isCalled));
  const changed = after.filter((commit, place) => commit !== before[place]).length;
  if (changed === 0 || !row.commits) return [];
  return [
    {
      write: transactUpdate(table, keyOf(row), {
        ConditionExpression: 'commits = :before',
        UpdateExpression: 'SET commits = :after',
        ExpressionAttributeValues: { ':before': row.commits, ':after': { B: packCommits(after) } },
      }),
      counts: { rows: 1 },
    },
  ];
};

/** The release itself names its newest commit and its authors; it stays, without them. */
const fromRelease = (table: Table, row: Item, isCalled: Called): Taking[] => {
  // Written by release-commits.ts.
  const lastCommit = row.lastCommit && (JSON.parse(readText(row, 'lastCommit')) as ReleaseCommit);
  const authors = row.authors && (JSON.parse(readText(row, 'authors')) as CommitAuthor[]);
  const commit = lastCommit && forget(lastCommit, isCalled);
  const others = authors?.filter(author => !isAuthor(author, isCalled));
  const isSame = commit === lastCommit && others?.length === authors?.length;
  if (isSame) return [];
  const values = {
    ...(commit && { lastCommit: text(JSON.stringify(commit)) }),
    ...(others && { authors: text(JSON.stringify(others)) }),
  };
  const names = Object.keys(values) as (keyof typeof values)[];
  return [
    {
      write: transactUpdate(table, keyOf(row), {
        ConditionExpression: names.map(name => `${name} = :${name}Before`).join(' AND '),
        UpdateExpression: `SET ${names.map(name => `${name} = :${name}`).join(', ')}`,
        ExpressionAttributeValues: Object.fromEntries(
          names.flatMap(name => [
            [`:${name}Before`, row[name] ?? text('')],
            [`:${name}`, values[name] ?? text('')],
          ]),
        ),
      }),
      counts: { rows: 1 },
    },
  ];
};

/** The same commit where it says nothing of the person. */
const forget = <C extends Pick<ReleaseCommit, 'author' | 'message'>>(commit: C, isCalled: Called): C => {
  const { author, message } = commit;
  const kept = message === undefined ? undefined : withoutLines(message, isCalled);
  const isTheirs = author !== undefined && isAuthor(author, isCalled);
  if (!isTheirs && kept === message) return commit;
  const { author: _author, message: _message, ...rest } = commit;
  // Only what may be missing was left out.
  return { ...rest, ...(!isTheirs && author && { author }), ...(kept && { message: kept }) } as C;
};

const isAuthor = ({ name = '', email = '' }: CommitAuthor, isCalled: Called): boolean => isCalled({ name, email });

const withoutLines = (message: string, isCalled: Called): string => {
  const names = (line: string): boolean =>
    (line.match(ADDRESS) ?? []).some(email => isCalled({ name: '', email: email.replace(/[.,;:]+$/, '') }));
  const lines = message.split('\n');
  const kept = lines.filter(line => !names(line));
  return kept.length === lines.length ? message : kept.join('\n').trim();
};
