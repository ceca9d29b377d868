import { expect, test } from '@jest/globals';
import { findOwners } from '../../lib/aws/find-owners.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable } from '../support/table.ts';

const BY = { at: NOW, user: { id: 'me', name: 'me@example.com' } };
const [CART, COUPON, ORDER] = ['cart', 'coupon', 'order'] as const;
const SITES = [CART, COUPON, ORDER];

test('an issue that is merged into between two reads is the same one for itself and for those that it shows', async () => {
  const clock = { now: () => NOW };
  const table = await openTestTable({ clock });
  try {
    const { deps, issues } = digester(table, { clock, ids: seededIds(1) });
    const queued = SITES.map((site, number) => {
      const id = `${number}`.padStart(32, '0');
      return message({ id, eventId: id, site });
    });
    await digestBatch(
      deps,
      queued.map(one => toRecord(one)),
    );
    const found = (await issues.list('1', 'unresolved', { limit: 9 })).issues;
    const idOf = (site: string): string =>
      found.find(({ metadata }) => metadata.value?.startsWith(`${site} `))?.id ?? '';
    await issues.merge(idOf(COUPON), idOf(ORDER), BY);

    // Hashes are read, then issues, then what shows them: before that, the one that shows is merged into the first.
    let reads = 0;
    const client = Object.create(table.client) as typeof table.client;
    client.send = (async (command: Parameters<typeof client.send>[0]) => {
      if (++reads === 3) await issues.merge(idOf(CART), idOf(COUPON), BY);
      return table.client.send(command);
    }) as typeof client.send;
    const owners = await findOwners(
      { ...table, client },
      '1',
      found.flatMap(({ hashes }) => hashes),
      NOW,
    );

    const issueOf = (site: string) =>
      [...owners.values()].find(one => one.kind === 'issue' && one.issue.id === idOf(site));
    expect(issueOf(ORDER)).toMatchObject({ primary: { id: idOf(CART), mergeVersion: 1 } });
    expect(issueOf(CART)).toMatchObject({ issue: { mergeVersion: 1, merged: { ids: expect.any(Array) } } });
  } finally {
    table.close();
  }
});
