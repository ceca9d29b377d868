import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoTokenStore } from '../../lib/aws/token-store.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { retentionDays, retentionPrefix } from '../../lib/protocol/retention.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import { allRows, erasing } from '../support/erasing.ts';
import type { TestTable } from '../support/table.ts';
import { buildTown, hex, ORGANIZATION, SHOP, WEB } from './town.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('how long something is kept', () => {
  test('is as the project says, never longer than the deployment, and 30 days for replays', () => {
    expect(retentionDays({ event: 30 }, 'event', 90)).toBe(30);
    expect(retentionDays({ event: 365 }, 'event', 90)).toBe(90);
    expect(retentionDays(undefined, 'feedback', 90)).toBe(90);
    expect(retentionDays(undefined, 'replay', 90)).toBe(30);
    expect(retentionDays(undefined, 'replay', 7)).toBe(7);
  });

  test('decides the folder of its objects: the shortest class that holds it, or the deployment’s own', () => {
    const folders = [1, 7, 8, 30, 31, 60, 61, 90].map(days => retentionPrefix(days, 90));
    expect(folders).toEqual(['d7', 'd7', 'd14', 'd30', 'd60', 'd60', 'full', 'full']);
    expect(retentionPrefix(45, 50)).toBe('full');
    expect(retentionPrefix(400, 3_650)).toBe('full');
  });
});

onEachEngine((engine, open) => {
  describe(`retention on ${engine}`, () => {
    let table: TestTable;
    let now: number;
    const clock = { now: () => now };
    beforeEach(async () => {
      now = NOW + MINUTE;
      table = await open({ clock });
    });
    afterEach(() => table.close());

    test('what a message says of its project’s days holds for events and their objects, files and feedback', async () => {
      const blobs = memoryBlobs();
      const parts = digester(table, { clock, ids: seededIds(1), blobs });
      const messages = [1, 2, 3, 4, 5].map(number => ({
        ...message({ id: hex(number), eventId: hex(100 + number), event: { extra: { text: filling(number) } } }),
        retention: { event: 10 },
      }));
      await digestBatch(
        parts.deps,
        messages.map(one => toRecord(one)),
      );
      expect((await parts.events.get('1', hex(101)))?.expires).toBe(NOW + 10 * DAY);
      expect([...blobs.objects.keys()].map(key => key.split('/').slice(0, 3).join('/'))).toEqual(['payloads/d14/1']);
      expect((await parts.issues.list('1', 'unresolved', { limit: 1 })).issues[0]?.expires).toBe(NOW + 10 * DAY);
      now = NOW + 11 * DAY;
      expect(await parts.events.get('1', hex(101))).toBeUndefined();
    });

    test('lowered days take what is over at once, bytes included, and shorten the rest; other projects keep theirs', async () => {
      const town = await buildTown(table, clock);
      now = NOW + 20 * DAY;
      const sweeper = erasing(table, { clock, blobs: town.blobs });
      const fresh = message({ id: hex(500), eventId: hex(1_500), project: WEB, at: now - DAY, site: 'fresh' });
      await digestBatch(town.deps, [toRecord(fresh)]);
      await town.projects.updateProject(WEB, { settings: settings => ({ ...settings, retention: { event: 14 } }) });
      const order = { kind: 'retention', projectIds: [WEB] } as const;
      const { id } = await sweeper.erasures.request({ organization: ORGANIZATION, order, requestedBy: 'a test' });
      now += 3 * MINUTE;
      await sweeper.sweep();
      const rows = await allRows(table);
      const eventsOf = (project: string) =>
        rows.filter(row => row.pk?.S?.startsWith(`EVENT#${project}#`) && row.sk?.S === 'META');
      expect(eventsOf(WEB).map(row => [row.eventId?.S, Number(row.expires?.N) * 1_000])).toEqual([
        [hex(1_500), NOW + 20 * DAY - DAY + 14 * DAY],
      ]);
      expect(eventsOf(SHOP)).toHaveLength(6);
      expect([...town.blobs.objects.keys()].filter(key => key.startsWith(`payloads/full/${WEB}/`))).toEqual([]);
      // Files and feedback keep their own days.
      expect((await town.attachments.listByEvent(WEB, hex(1_001), { limit: 5 })).attachments).toHaveLength(1);
      expect(await sweeper.erasures.get(ORGANIZATION, id)).toMatchObject({ state: 'done', erased: { events: 7 } });
    });

    test('lowered days leave what was merged as long as the issue that shows it', async () => {
      const town = await buildTown(table, clock);
      now = NOW + 20 * DAY;
      const fresh = message({ id: hex(500), eventId: hex(1_500), project: WEB, at: now - DAY, site: 'fresh' });
      await digestBatch(town.deps, [toRecord(fresh)]);
      const [newest, old] = (await town.issueStore.list(WEB, 'unresolved', { limit: 5 })).issues;
      const by = { at: now, user: { id: 'me', name: 'me' } };
      expect(await town.issueStore.merge(newest!.id, old!.id, by)).toBe('merged');
      await town.projects.updateProject(WEB, { settings: settings => ({ ...settings, retention: { event: 14 } }) });
      const sweeper = erasing(table, { clock, blobs: town.blobs });
      const order = { kind: 'retention', projectIds: [WEB] } as const;
      await sweeper.erasures.request({ organization: ORGANIZATION, order, requestedBy: 'a test' });
      now += 3 * MINUTE;
      await sweeper.sweep();
      // Its own last event is over: its hash leads to the issue that shows it all the same.
      expect((await town.issueStore.get([old!.id])).get(old!.id)?.id).toBe(newest!.id);
      expect((await town.issueStore.mergedOf((await town.issueStore.get([newest!.id])).get(newest!.id)!)).length).toBe(
        1,
      );
    });

    test('nothing whose time is over is shown, however late the table deletes it', async () => {
      const town = await buildTown(table, clock);
      const [issue] = await town.issues(WEB);
      const tokens = dynamoTokenStore(table, clock);
      const session = { organization: ORGANIZATION, name: 'x', scopes: [], dateCreated: NOW, expires: now + DAY };
      await tokens.create('secret', { kind: 'session', ...session });
      const sweeper = erasing(table, { clock, blobs: town.blobs });
      const order = { kind: 'project', projectIds: [WEB] } as const;
      const { id } = await sweeper.erasures.request({ organization: ORGANIZATION, order, requestedBy: 'a test' });
      const shown = async () => ({
        event: await town.events.get(WEB, hex(1_001)),
        events: (await town.events.listByIssue(issue!.id, { limit: 10 })).events.length,
        edge: await town.events.edge(issue!.id, 'newest'),
        files: (await town.attachments.listByEvent(WEB, hex(1_001), { limit: 5 })).attachments.length,
        filesOfIssue: (await town.attachments.listByIssue(issue!.id, { limit: 5 })).attachments.length,
        feedback: (await town.feedback.listByProject(WEB, { limit: 5 })).feedback.length,
        feedbackOfIssue: (await town.feedback.listByIssue(issue!.id, { limit: 5 })).feedback.length,
        feedbackOfEvent: await town.feedback.newestOfEvent(WEB, hex(1_001)),
        issue: (await town.issueStore.get([issue!.id])).get(issue!.id),
        issues: (await town.issueStore.list(WEB, 'unresolved', { limit: 5 })).issues.length,
        byShortId: await town.issueStore.findByShortId(ORGANIZATION, `WEB-${issue!.number.toString(36).toUpperCase()}`),
        token: await tokens.find('secret'),
        receipt: await sweeper.erasures.get(ORGANIZATION, id),
        receipts: (await sweeper.erasures.list(ORGANIZATION, { limit: 5 })).erasures.length,
      });
      const before = await shown();
      expect(Object.entries(before).filter(([, value]) => value === undefined || value === 0)).toEqual([]);
      // Nothing was deleted meanwhile: the clock of the readers alone is ahead.
      now = NOW + 400 * DAY;
      const after = await shown();
      expect(Object.entries(after).filter(([, value]) => value !== undefined && value !== 0)).toEqual([]);
    });
  });
});

/** So long that payloads go into an object. */
const filling = (number: number): string =>
  Array.from({ length: 200 }, (_, index) => ((number * 7_919 + index * 104_729) % 1_000_003).toString(36)).join(' ');
