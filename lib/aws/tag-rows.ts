import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import type { IssueShare, SeenTags, TagCount, TallyStore } from '../ports/tally-store.ts';
import { recent } from '../protocol/recent.ts';
import { expiryBeside } from './beside-issue.ts';
import { issueTagsKey } from './keys/issue.ts';
import { batchGet, type Item, number, readText, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

// An issue's row `TAGS` holds a count for each value: `t#<key>#<value>`, and `t#<key>` for all that are not told apart.
// Keys of tags have no `#`.
const MARK = 't#';
/** Issues whose values a process remembers: some 16 KB each at most. */
const MAX_REMEMBERED = 500;

export const addTags = (table: Table, { issue, tags }: IssueShare): TransactWriteItem[] => {
  if (tags.length === 0) return [];
  const expires = issue.kind === 'known' ? (issue.change.expires ?? issue.issue.expires) : issue.issue.expires;
  return [
    transactUpdate(table, issueTagsKey(issue.issue.id), {
      UpdateExpression: `ADD ${tags.map((_, index) => `#${index} :${index}`).join(',')} SET expires=:e`,
      ExpressionAttributeNames: Object.fromEntries(tags.map((tag, index) => [`#${index}`, tagAttribute(tag)])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(tags.map(({ count }, index) => [`:${index}`, number(count)])),
        ':e': number(expiryBeside(expires)),
      },
    }),
  ];
};

/** What a count is called in the row. */
export const tagAttribute = ({ key, value }: TagCount): string =>
  value === undefined ? `${MARK}${key}` : `${MARK}${key}#${value}`;

/** The counts of a row, in no order. */
export const readTags = (row: Item): TagCount[] =>
  Object.entries(row).flatMap(([name, count]) => {
    if (!name.startsWith(MARK) || count.N === undefined) return [];
    const end = name.indexOf('#', MARK.length);
    const key = end < 0 ? name.slice(MARK.length) : name.slice(MARK.length, end);
    return [{ key, ...(end >= 0 && { value: name.slice(end + 1) }), count: Number(count.N) }];
  });

/** Which values issues have seen. A value that was seen stays so: what this process remembers of it needs no reading. */
export const tagMemory = (table: Table) => {
  const memory = recent<Map<string, Set<string>>>(MAX_REMEMBERED);

  const read = async (issues: readonly Issue[]): Promise<void> => {
    const rows = await batchGet(
      table,
      issues.map(({ id }) => issueTagsKey(id)),
      { consistent: true },
    );
    const byPartition = new Map(rows.map(row => [readText(row, 'pk'), row]));
    for (const { id, birth } of issues) {
      const row = byPartition.get(issueTagsKey(id).pk);
      const seen = new Map<string, Set<string>>();
      for (const [key, value] of birth.tags) remember(seen, key, value);
      for (const { key, value } of row ? readTags(row) : []) if (value !== undefined) remember(seen, key, value);
      memory.set(id, seen);
    }
  };

  const seenTags: TallyStore['seenTags'] = async asked => {
    const unsure = asked.filter(({ issue, wanted }) => !knowsAll(memory.get(issue.id), wanted));
    await read(unsure.map(({ issue }) => issue));
    return new Map(asked.map(({ issue }) => [issue.id, memory.get(issue.id) ?? new Map()]));
  };

  /** What was recorded is seen from now on. */
  const note = ({ issue, tags }: IssueShare): void => {
    const seen = memory.get(issue.issue.id);
    if (!seen) return;
    for (const { key, value } of tags) if (value !== undefined) remember(seen, key, value);
  };
  return { seenTags, note };
};

const remember = (seen: Map<string, Set<string>>, key: string, value: string): void => {
  const values = seen.get(key);
  if (values) values.add(value);
  else seen.set(key, new Set([value]));
};

const knowsAll = (seen: SeenTags | undefined, wanted: SeenTags): boolean => {
  if (!seen) return false;
  for (const [key, values] of wanted) {
    const known = seen.get(key);
    for (const value of values) if (!known?.has(value)) return false;
  }
  return true;
};
