import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetter, DeadLetterStore, LetterPage, LetterQuery } from '../ports/dead-letter-store.ts';
import type { Ids } from '../ports/ids.ts';
import { countLetter, exhumeLetter } from './bury-letter.ts';
import { commit } from './commit.ts';
import { burialKey, deadLetterKey, deadLettersKey, projectDeadLettersKey } from './keys/dead-letter.ts';
import { eventLetterKey, eventTimeSortKey } from './keys/event.ts';
import { queryIndex } from './query-index.ts';
import { attributes, batchWrite, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Index pages that one list reads at most while it looks for letters of one reason. */
const MAX_PAGES = 10;

/** Letters as rows of their own, each with the rows by which its counts can be taken back. */
export const dynamoDeadLetterStore = (
  table: Table,
  deps: { clock: Clock; ids: Pick<Ids, 'random'> },
): DeadLetterStore => {
  const shown = (item: Item | undefined): DeadLetter | undefined =>
    item && readNumber(item, 'expires') * 1_000 > deps.clock.now() ? fromItem(item) : undefined;

  const find = async (id: string): Promise<DeadLetter | undefined> =>
    shown(await getItem(table, deadLetterKey(id), { consistent: true }));

  const page = async (query: LetterQuery, cursor: string | undefined): Promise<LetterPage> => {
    const { projectId, organization, limit, reason } = query;
    const [index, partition] =
      projectId === undefined
        ? (['gsi2', deadLettersKey(organization)] as const)
        : (['gsi1', projectDeadLettersKey(projectId)] as const);
    const { items, next } = await queryIndex(table, index, partition, { limit, ...(cursor && { cursor }) });
    const letters = items
      .flatMap(item => shown(item) ?? [])
      // A forged cursor stays in its partition, but may lead to any row of it.
      .filter(letter => letter.origin?.organization === organization)
      .filter(letter => reason === undefined || letter.reason === reason);
    return { letters, ...(next && { next }) };
  };

  return {
    bury: async (letter, countable) => {
      if (letter.origin && countable) await countLetter(table, deps, letter, countable);
      await writeLetter(table, letter);
      await batchWrite(table, eventRows(letter));
    },

    exhume: redriven => exhumeLetter(table, deps, redriven),
    get: find,

    ofEvent: async (projectId, eventId) => {
      const item = await getItem(table, eventLetterKey(projectId, eventId), { consistent: false });
      const letter = item && (await find(readText(item, 'letter')));
      return letter?.origin?.projectId === projectId ? letter : undefined;
    },

    list: async query => {
      let read = await page(query, query.cursor);
      for (let pages = 1; read.letters.length === 0 && read.next && pages < MAX_PAGES; pages++)
        read = await page(query, read.next);
      return read;
    },

    delete: async ({ id, redrives }) => {
      try {
        await table.client.send(
          new DeleteItemCommand({
            TableName: table.name,
            Key: attributes(deadLetterKey(id)),
            ConditionExpression: 'attribute_not_exists(pk) OR redrives = :redrives',
            ExpressionAttributeValues: { ':redrives': number(redrives) },
          }),
        );
      } catch (error) {
        if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      }
    },
  };
};

/** Once for each time that it was sent: a late twin of a digest must not bring back what people have dealt with. */
const writeLetter = async (table: Table, letter: DeadLetter): Promise<void> => {
  const expires = number(Math.ceil(letter.expires / 1_000));
  for (let round = 0; ; round++) {
    const failed = await commit(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...attributes(burialKey(letter.id, letter.redrives)), expires },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      { Put: { TableName: table.name, Item: { ...toItem(letter), expires } } },
    ]);
    if (failed === undefined || failed.length > 0) return;
    if (round === MAX_PAGES) throw new Error('a letter could not be written: others write the same');
  }
};

/** By which the fate of an event is found. */
const eventRows = ({ id, origin, eventIds, expires }: DeadLetter) =>
  [...new Set(origin ? eventIds : [])].map(eventId => ({
    PutRequest: {
      Item: {
        ...attributes(eventLetterKey(origin?.projectId ?? '', eventId)),
        letter: text(id),
        expires: number(Math.ceil(expires / 1_000)),
      },
    },
  }));

const toItem = (letter: DeadLetter): Item => {
  const time = text(eventTimeSortKey(letter.buried, letter.id));
  return {
    ...attributes(deadLetterKey(letter.id)),
    gsi2pk: text(deadLettersKey(letter.origin?.organization)),
    gsi2sk: time,
    ...(letter.origin && { gsi1pk: text(projectDeadLettersKey(letter.origin.projectId)), gsi1sk: time }),
    redrives: number(letter.redrives),
    letter: text(JSON.stringify(letter)),
  };
};

// Written above, as one piece.
const fromItem = (item: Item): DeadLetter => JSON.parse(readText(item, 'letter')) as DeadLetter;
