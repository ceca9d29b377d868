import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { marksOfPerson } from '../../lib/api/marks-of-person.ts';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { issueKey, shownUsersKey } from '../../lib/aws/keys/issue.ts';
import { dynamoReleaseCounts } from '../../lib/aws/release-counts.ts';
import { dynamoReleaseStore } from '../../lib/aws/release-store.ts';
import { firstRows } from '../../lib/aws/scan-rows.ts';
import { dynamoTallyStore } from '../../lib/aws/tally-store.ts';
import type { Erasure, ErasureOrder } from '../../lib/ports/erasure-store.ts';
import { userHash } from '../../lib/protocol/user-hash.ts';
import { NOW, seededIds } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import { type Erasing, erasing, everything } from '../support/erasing.ts';
import type { TestTable } from '../support/table.ts';
import { BOB, buildTown, hex, hide, JANE, ORGANIZATION, PSEUDONYM_KEY, planted, SHOP, WEB } from './town.ts';

const MINUTE = 60_000;

onEachEngine((engine, open) => {
  describe(`erasing on ${engine}`, () => {
    let table: TestTable;
    let now: number;
    let town: Awaited<ReturnType<typeof buildTown>>;
    let eraser: Erasing;
    const clock = { now: () => now };

    beforeEach(async () => {
      now = NOW + MINUTE;
      table = await open({ clock });
      town = await buildTown(table, clock);
      eraser = erasing(table, { clock, blobs: town.blobs });
    });
    afterEach(() => table.close());

    const order = async (one: ErasureOrder): Promise<string> =>
      (await eraser.erasures.request({ organization: ORGANIZATION, order: one, requestedBy: 'a test' })).id;
    const receipt = async (id: string): Promise<Erasure> => {
      const found = await eraser.erasures.get(ORGANIZATION, id);
      if (!found) throw new Error('no receipt');
      return found;
    };
    /** Sweeps until no look is due any more within a month. */
    const sweepForAMonth = async (): Promise<void> => {
      for (const minutes of [3, 30, 90, 16 * 1_440, 30 * 1_440]) {
        now = NOW + minutes * MINUTE;
        await eraser.sweep();
      }
    };
    const kept = async (text: string): Promise<boolean> =>
      (await everything(table, town.blobs.objects)).some(one => one.includes(text));
    const keptOf = async (numbers: readonly number[]): Promise<number[]> => {
      const all = await everything(table, town.blobs.objects);
      return numbers.filter(number =>
        all.some(one => one.includes(planted(number)) || one.includes(`file-${number}-`)),
      );
    };

    test('of a deleted issue nothing is left, and its neighbours in the same object are as they were', async () => {
      const [pay, login] = byTitle(await town.issues(WEB), ['pay', 'login']);
      const before = await town.events.get(WEB, hex(1_007));
      const id = await order({ kind: 'issue', projectIds: [WEB], issueIds: [pay!.id] });
      await hide(table, pay!.id);
      now = NOW + 4 * MINUTE;
      await eraser.sweep();
      expect(await keptOf([1, 2, 3, 4, 5, 6])).toEqual([]);
      const all = await everything(table, town.blobs.objects);
      const aboutIt = all.filter(one => one.includes(pay!.id) && !one.includes('ERASURE') && !one.includes('OUTBOX'));
      expect(aboutIt).toEqual([]);
      expect(await keptOf([7, 11, 12, 13, 14, 15, 16])).toEqual([7, 11, 12, 13, 14, 15, 16]);
      expect(await town.events.get(WEB, hex(1_007))).toEqual(before);
      expect((await town.issues(WEB)).map(one => one.id)).toEqual([login!.id]);
      expect(await receipt(id)).toMatchObject({
        state: 'done',
        issues: [pay!.id],
        erased: { issues: 1, events: 6, attachments: 6, attachmentBytes: 54, feedback: 6 },
      });
    });

    /** Users in the row of all that an issue shows. */
    const countedIn = async (issueId: string): Promise<string[]> => {
      const { sk } = shownUsersKey({
        id: issueId,
        merged: { ids: [], count: 0, firstSeen: 0, lastSeen: 0 },
        mergeVersion: 1,
      });
      const row = (await firstRows(table, issueKey(issueId).pk)).find(one => one.sk?.S === sk);
      if (!row) throw new Error('an issue that shows others has such a row');
      return (row.users?.BS ?? []).map(hash => Buffer.from(hash).toString('hex'));
    };

    test('of an issue that showed others nothing is left of them either', async () => {
      const [pay, login] = byTitle(await town.issues(WEB), ['pay', 'login']);
      const by = { at: now, user: { id: 'me', name: 'me' } };
      const issues = dynamoIssueStore(table, clock);
      expect(await issues.merge(login!.id, pay!.id, by)).toBe('merged');
      const id = await order({ kind: 'issue', projectIds: [WEB], issueIds: [login!.id] });
      expect(await issues.delete(login!.id, now)).toBe(true);
      now = NOW + 4 * MINUTE;
      await eraser.sweep();
      expect(await keptOf([1, 2, 3, 4, 5, 6, 7])).toEqual([]);
      const left = (await everything(table, town.blobs.objects)).filter(
        one =>
          (one.includes(pay!.id) || one.includes(login!.id)) && !one.includes('ERASURE') && !one.includes('OUTBOX'),
      );
      expect(left).toEqual([]);
      expect((await receipt(id)).erased).toMatchObject({ issues: 2, events: 7 });
    });

    test('who is erased is counted by no issue that showed others', async () => {
      const [pay, login] = byTitle(await town.issues(WEB), ['pay', 'login']);
      const issues = dynamoIssueStore(table, clock);
      await issues.merge(login!.id, pay!.id, { at: now, user: { id: 'me', name: 'me' } });
      const jane = userHash(WEB, `id:${JANE.id}`);
      expect(await countedIn(login!.id)).toContain(jane);
      const salt = '0'.repeat(32);
      const marks = marksOfPerson(salt, { userId: JANE.id, email: JANE.email }, [{ id: WEB, pseudonymKey: undefined }]);
      await order({ kind: 'user', projectIds: [WEB], salt, marks });
      await sweepForAMonth();
      expect(await countedIn(login!.id)).not.toContain(jane);
    });

    test('an issue that is not hidden is left alone', async () => {
      const [pay] = await town.issues(WEB);
      const id = await order({ kind: 'issue', projectIds: [WEB], issueIds: [pay!.id] });
      await sweepForAMonth();
      expect(await keptOf([1, 7])).toEqual([1, 7]);
      expect((await receipt(id)).erased).toMatchObject({ issues: 0, events: 0 });
    });

    test('nothing is erased before what was on its way is written', async () => {
      const [pay] = byTitle(await town.issues(WEB), ['pay']);
      await order({ kind: 'issue', projectIds: [WEB], issueIds: [pay!.id] });
      await hide(table, pay!.id);
      now += MINUTE;
      expect(await eraser.sweep()).toBe(0);
      expect(await keptOf([1])).toEqual([1]);
    });

    test('of a deleted project nothing is left but that its id is taken; other projects are as they were', async () => {
      await town.blobs.put(`payloads/full/${WEB}/2026-11-22/${hex(77)}`, Buffer.from(planted(77)));
      const neighbours = (await everything(table, town.blobs.objects))
        .filter(one => one.includes(`EVENT#${SHOP}#`))
        .sort();
      const id = await order({ kind: 'project', projectIds: [WEB] });
      await town.projects.deleteProject(WEB, now);
      await sweepForAMonth();
      const all = await everything(table, town.blobs.objects);
      expect(await keptOf([1, 2, 3, 4, 5, 6, 7, 77])).toEqual([]);
      expect([...town.blobs.objects.keys()].filter(key => key.includes(`/${WEB}/`))).toEqual([]);
      const { issues: named } = await receipt(id);
      const about = all.filter(one => [WEB, 'Name of web', ...named].some(text => one.includes(text)));
      const left = about.filter(one => !one.includes(id)).map(one => Object.keys(JSON.parse(one) as object).sort());
      expect(left).toEqual([['deleted', 'pk', 'revision', 'sk']]);
      expect(all.filter(one => one.includes(`EVENT#${SHOP}#`)).sort()).toEqual(neighbours);
      expect(await keptOf([11, 12, 13, 14, 15, 16])).toEqual([11, 12, 13, 14, 15, 16]);
      expect(await town.events.get(SHOP, hex(1_011))).toBeDefined();
      expect(await receipt(id)).toMatchObject({
        state: 'done',
        erased: { issues: 2, events: 7, attachments: 7, feedback: 7 },
      });
      expect(await town.projects.createProject({ ...PROJECT, slug: 'again' })).toBeUndefined();
      expect(await town.projects.find(ORGANIZATION, 'again')).toBeUndefined();
    });

    test('a project that is still there loses nothing by an order that came to nothing', async () => {
      const id = await order({ kind: 'project', projectIds: [WEB] });
      await sweepForAMonth();
      expect(await keptOf([1, 7])).toEqual([1, 7]);
      expect(await receipt(id)).toMatchObject({ state: 'dropped' });
    });

    test('a person is forgotten, under a pseudonym too, and only that person; counts stay', async () => {
      const id = await order(person({ email: 'Jane@Example.com' }));
      await sweepForAMonth();
      // Bob's are 1, 4, 7 and 12, 14, 16.
      expect(await keptOf([1, 2, 3, 4, 5, 6, 7])).toEqual([1, 4, 7]);
      expect(await keptOf([11, 12, 13, 14, 15, 16])).toEqual([12, 14, 16]);
      for (const text of [JANE.email, `"${JANE.id}"`]) expect(await kept(text)).toBe(false);
      expect(await town.events.get(WEB, hex(1_001))).toMatchObject({ event: { user: BOB } });
      expect((await town.issues(WEB)).map(one => one.count).sort()).toEqual([1, 6]);
      const [pay] = byTitle(await town.issues(WEB), ['pay']);
      expect(await town.stats.users(pay!)).toEqual({ users: 1, exact: true });
      expect(await receipt(id)).toMatchObject({
        state: 'done',
        erased: { events: 7, attachments: 7, feedback: 7, issues: 0, users: 3 },
      });
    });

    test('a person is no user of releases any more', async () => {
      const [pay] = byTitle(await town.issues(WEB), ['pay']);
      const rows = await firstRows(table, issueKey(pay!.id).pk);
      const counted = rows.flatMap(row => row.users?.BS ?? []).map(hash => Buffer.from(hash).toString('hex'));
      const both = [...new Set([...pay!.birth.users, ...counted])];
      // Jane also under her pseudonym.
      expect(both).toHaveLength(3);
      const tally = dynamoTallyStore(table, { clock, ids: seededIds(1) });
      await tally.addReleaseUsers(WEB, new Map([['shop@1', both]]));
      await order(person({ email: 'Jane@Example.com' }));
      await sweepForAMonth();
      const users = await dynamoReleaseCounts(table).users(WEB, ['shop@1']);
      expect(users.get('shop@1')).toEqual({ users: 1, exact: true });
    });

    test('a person is found by id, name or address alone, and in one project where only that is meant', async () => {
      await order({ ...person({ userId: BOB.id }), projectIds: [SHOP] });
      await sweepForAMonth();
      expect(await keptOf([1, 4, 7, 12, 14, 16])).toEqual([1, 4, 7]);
    });

    test('a person is forgotten as the author of commits, and where commits name an address of theirs', async () => {
      const releases = dynamoReleaseStore(table, clock);
      const jane = { name: 'Jane', email: 'Jane@example.com' };
      const bob = { name: 'Bob', email: BOB.email };
      const signed = { id: 'b2', author: bob, message: `both\n\nCo-authored-by: Jane <${JANE.email}>\nFixes WEB-1` };
      const files = [{ path: 'src/cart.ts', type: 'M' as const }];
      await releases.make(WEB, 'shop@1', {});
      await releases.setCommits(WEB, 'shop@1', [
        { id: 'a1', author: jane, message: 'mine', files },
        signed,
        { id: 'c3', author: bob, message: 'theirs', files },
      ]);
      const id = await order(person({ email: JANE.email }));
      await sweepForAMonth();
      expect(await kept('Jane@example.com')).toBe(false);
      expect(await kept(JANE.email)).toBe(false);
      expect(await releases.commits(WEB, 'shop@1')).toEqual([
        { id: 'a1', message: 'mine', files },
        { id: 'b2', author: bob, message: 'both\n\nFixes WEB-1' },
        { id: 'c3', author: bob, message: 'theirs', files },
      ]);
      expect((await releases.get(WEB, ['shop@1'])).get('shop@1')).toMatchObject({
        commitCount: 3,
        lastCommit: { id: 'a1', message: 'mine' },
        authors: [bob],
      });
      expect((await receipt(id)).erased.rows).toBeGreaterThanOrEqual(2);
    });

    test('a payload that nobody has a row of, because its digest died, is found as well', async () => {
      const [key, bytes] = [...town.blobs.objects].find(([one]) => one.startsWith('payloads/'))!;
      await town.blobs.put(key.replace(/[^/]+$/, hex(78)), new Uint8Array(bytes));
      await order(person({ userId: JANE.id, email: JANE.email }));
      await sweepForAMonth();
      expect(await kept(JANE.email)).toBe(false);
      expect(await keptOf([1, 2, 3, 4, 5, 6])).toEqual([1, 4]);
    });

    test('the receipt tells nothing of the person', async () => {
      const id = await order(person({ email: JANE.email, userId: JANE.id }));
      await sweepForAMonth();
      const rows = (await everything(table, town.blobs.objects)).filter(one => one.includes(id));
      expect(rows).toHaveLength(1);
      expect(rows.join()).not.toMatch(/jane|7001|salt|marks|noted/);
    });
  });
});

const PROJECT = {
  ...{ id: WEB, slug: 'web', name: 'Web', organization: ORGANIZATION, platform: '', dateCreated: NOW },
};

const person = (asked: Parameters<typeof marksOfPerson>[1]): Extract<ErasureOrder, { kind: 'user' }> => {
  const projects = [WEB, SHOP].map(id => ({ id, pseudonymKey: PSEUDONYM_KEY }));
  return { kind: 'user', projectIds: [WEB, SHOP], salt: 'salt', marks: marksOfPerson('salt', asked, projects) };
};

const byTitle = <T extends { metadata: { value?: string } }>(issues: readonly T[], sites: readonly string[]) =>
  sites.map(site => issues.find(({ metadata }) => metadata.value?.startsWith(site)));
