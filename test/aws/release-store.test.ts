import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { dynamoReleaseStore } from '../../lib/aws/release-store.ts';
import { readText } from '../../lib/aws/table.ts';
import type { ReleaseStore } from '../../lib/ports/release-store.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const many = (from: number, count: number) =>
  Array.from({ length: count }, (_, number) => ({ id: (from + number).toString(16).padStart(40, '0') }));

/** A table whose caller dies before its nth call. */
const openMortal = async (): Promise<{ table: TestTable; store: ReleaseStore; dieBefore(call: number): void }> => {
  let left = Infinity;
  const around =
    (wire: Wire): Wire =>
    async request => {
      if (left-- <= 0) throw new Error('died here');
      return wire(request);
    };
  const table = await openTestTable({ around });
  const store = dynamoReleaseStore(table, { now: () => NOW });
  return {
    table,
    store,
    dieBefore: call => {
      left = call;
    },
  };
};

const rowsOf = async (table: TestTable): Promise<string[]> => {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  return Items.map(item => `${readText(item, 'pk')} ${readText(item, 'sk')}`).sort();
};

/** What is left in the table by an act that was interrupted before each of its calls in turn, and then done. */
const interrupted = async (
  prepare: (store: ReleaseStore) => Promise<unknown>,
  act: (store: ReleaseStore) => Promise<unknown>,
): Promise<string[][]> => {
  const left: string[][] = [];
  for (let call = 0; call < 100; call++) {
    const { table, store, dieBefore } = await openMortal();
    await prepare(store);
    dieBefore(call);
    const died = await act(store).then(
      () => false,
      () => true,
    );
    dieBefore(Infinity);
    await act(store);
    left.push(await rowsOf(table));
    table.close();
    if (!died) return left;
  }
  throw new Error('it never came to an end');
};

describe('who dies while a release is changed, and begins again, leaves what one would leave who lived', () => {
  const withCommits = async (store: ReleaseStore): Promise<void> => {
    await store.make('7', 'a', {});
    await store.setCommits('7', 'a', many(1, 210));
  };

  test('when its commits are replaced', async () => {
    const left = await interrupted(withCommits, store => store.setCommits('7', 'a', many(200, 30)));
    expect(left.length).toBeGreaterThan(10);
    for (const rows of left) expect(rows).toEqual(left.at(-1));
    expect(left.at(-1)?.filter(row => row.includes(' COMMIT#'))).toHaveLength(30);
  });

  test('when it is deleted: nothing of it is left', async () => {
    const prepare = async (store: ReleaseStore): Promise<void> => {
      await withCommits(store);
      await store.addDeploy('7', 'a', { id: 'd1', environment: 'production', dateFinished: NOW });
    };
    const left = await interrupted(prepare, store => store.delete('7', 'a'));
    expect(left.length).toBeGreaterThan(5);
    for (const rows of left) expect(rows).toEqual([]);
  });

  test('when an event makes it: what follows is asked for until it is done', async () => {
    const seen = [{ version: 'a', first: NOW, last: NOW }];
    const { table, store, dieBefore } = await openMortal();
    for (let call = 0; call < 4; call++) {
      dieBefore(call);
      await store.seen('7', seen).catch(() => {});
    }
    dieBefore(Infinity);
    expect(await store.seen('7', seen)).toEqual(['a']);
    table.close();
  });
});
