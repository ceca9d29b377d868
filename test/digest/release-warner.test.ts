import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { dynamoArtifactUploads } from '../../lib/aws/artifact-uploads.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { ReleaseNotification } from '../../lib/ports/notifier.ts';
import { MAX_UNMAPPED_TOLD } from '../../lib/ports/tally-store.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { uploadTexts } from '../support/upload-texts.ts';

const APP = 'https://shop.example/assets/app.js';
const DEBUG_ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
const MINUTE = 60_000;
const id = (number: number): string => number.toString(16).padStart(32, '0');

describe('a release that came without source maps', () => {
  let table: TestTable;
  let now = NOW;
  const clock = { now: () => now };
  beforeEach(async () => {
    now = NOW;
    table = await openTestTable({ clock });
  });
  afterEach(() => table.close());

  const open = (publish = () => {}) => {
    const blobs = memoryBlobs();
    const toldReleases: ReleaseNotification[] = [];
    const options = { clock, ids: seededIds(5), blobs };
    const at = digester(table, { ...options, toldReleases, publish });
    const upload = (release: string | undefined, debugId?: string) =>
      uploadTexts(dynamoArtifactUploads({ table, ...options }), {
        projectId: '1',
        ...(release && { release }),
        files: [{ type: 'source_map', url: '~/x.js.map', text: '{}', ...(debugId && { debugId }) }],
      });
    const told = () => toldReleases.map(({ attributes }) => attributes.release);
    return { ...at, upload, told };
  };
  const sent = (
    number: number,
    release: string | undefined,
    over: { file?: string; debugId?: string; site?: string; release?: ''; untold?: true } = {},
  ) => {
    const frame = { function: 'pay', abs_path: over.file ?? APP, lineno: 1, colno: 9, in_app: true };
    const images = [{ type: 'sourcemap', code_file: APP, debug_id: over.debugId ?? DEBUG_ID }];
    return toRecord({
      ...message({
        id: id(number),
        eventId: id(1_000 + number),
        event: {
          ...(release && { release }),
          ...(over.debugId && { debug_meta: { images } }),
          exception: { values: [{ type: 'Error', value: over.site ?? 'pay', stacktrace: { frames: [frame] } }] },
        },
      }),
      ...(over.untold && { untoldReleases: true }),
    });
  };

  test('is told of with its first event, once, whatever comes after it and however often', async () => {
    const { deps, upload, told, toldReleases } = open();
    await upload('shop@1');
    const first = [sent(1, 'shop@2'), sent(2, 'shop@2', { site: 'other' })];
    await digestBatch(deps, first);
    await digestBatch(deps, [...first, sent(3, 'shop@2')]);
    await digestBatch(open().deps, [sent(4, 'shop@2')]);
    expect(told()).toEqual(['shop@2']);
    expect(toldReleases[0]?.text).toContain(`file:        ${APP}\n`);
    expect((await deps.releases.get('1', ['shop@2'])).get('shop@2')?.unmappedTold).toBe(NOW);
  });

  test('is not told of while its project does not want to be told, and nothing is read for that', async () => {
    const { deps, upload, told, issues } = open();
    await upload('shop@1');
    const reads = jest.spyOn(deps.tally, 'unmappedTold');
    await digestBatch(deps, [sent(1, 'shop@2', { untold: true }), sent(2, 'shop@2')]);
    expect([told(), reads.mock.calls]).toEqual([[], []]);
    expect((await issues.list('1', 'unresolved', { limit: 5 })).issues).toMatchObject([{ count: 2 }]);
    expect((await deps.releases.get('1', ['shop@2'])).get('shop@2')?.unmappedTold).toBeUndefined();
    await digestBatch(deps, [sent(3, 'shop@2')]);
    expect(told()).toEqual(['shop@2']);
  });

  test('is told of later when the topic is away, whatever becomes of the issue that showed it', async () => {
    let away = true;
    const publish = () => {
      if (away) throw new Error('SNS is down');
    };
    const { deps, upload, told, projects } = open(publish);
    await upload('shop@1');
    await digestBatch(deps, [sent(1, 'shop@2')]);
    expect(told()).toEqual([]);
    away = false;
    now += MINUTE;
    await announceDue({ ...deps, projects, issues: { get: async () => new Map() } });
    expect(told()).toEqual(['shop@2']);
  });

  test.each([
    ['of a project that never had an upload', { uploads: [] }],
    ['with an upload of its own', { uploads: [['shop@1'], ['shop@2']] }],
    ['whose files were uploaded under no name', { uploads: [[undefined, DEBUG_ID]], debugId: DEBUG_ID }],
    ['on localhost', { uploads: [['shop@1']], file: 'http://localhost:5173/src/app.js' }],
    ['on 127.0.0.1', { uploads: [['shop@1']], file: 'http://127.0.0.1/app.js' }],
    ['on [::1]', { uploads: [['shop@1']], file: 'http://[::1]:8080/app.js' }],
    ['from a file', { uploads: [['shop@1']], file: 'file:///home/me/app.js' }],
    ['on a server, which may run what was written', { uploads: [['shop@1']], file: '/srv/app/server.js' }],
    ['without a name', { uploads: [['shop@1']], release: '' }],
  ] as const)('is not told of: one %s', async (_, { uploads, ...over }) => {
    const { deps, upload, told } = open();
    for (const [release, debugId] of uploads) await upload(release, debugId);
    await digestBatch(deps, [sent(1, 'release' in over ? undefined : 'shop@2', over)]);
    expect(told()).toEqual([]);
  });

  test('is not told of while another event of it shows that it has maps', async () => {
    const { deps, upload, told } = open();
    await upload('shop@1');
    const [one, other] = [1, 2].map(number =>
      message({ id: id(number), eventId: id(100 + number), event: { release: 'shop@2' } }),
    );
    const due = await deps.releaseWarner.due(
      { organization: 'my-team', projectId: '1', projectSlug: 'web' },
      [one, other].map((sent, place) => {
        const [item] = sent?.items ?? [];
        if (item?.type !== 'event') throw new Error('each message has one');
        const missing = { fault: 'missing_source' as const, file: APP };
        const maps = place === 0 ? { coverage: 'unmapped' as const, missing } : { coverage: 'mapped' as const };
        return { ...item, event: item.event, maps } as unknown as Parameters<typeof deps.releaseWarner.due>[1][number]; // what is looked at
      }),
      NOW,
    );
    expect([due.size, told()]).toEqual([0, []]);
  });

  test('made up by the dozen they are told of up to a bound a day, and every event is counted', async () => {
    const { deps, upload, told, issues } = open();
    await upload('shop@1');
    const flood = Array.from({ length: 200 }, (_, number) => sent(number, `made-up@${number}`));
    const { failed } = await digestBatch(deps, flood);
    expect(failed.size).toBe(0);
    expect(told()).toHaveLength(MAX_UNMAPPED_TOLD);
    await digestBatch(open().deps, [sent(900, 'made-up@900')]);
    const [issue] = (await issues.list('1', 'unresolved', { limit: 5 })).issues;
    expect(issue?.count).toBe(201);
    now += 24 * 60 * MINUTE;
    const next = open();
    await digestBatch(next.deps, [sent(901, 'made-up@901')]);
    expect(next.told()).toEqual(['made-up@901']);
  });

  test('told of by two digests at once is told of once', async () => {
    const [one, other] = [open(), open()];
    await one.upload('shop@1');
    await Promise.all([digestBatch(one.deps, [sent(1, 'shop@2')]), digestBatch(other.deps, [sent(2, 'shop@2')])]);
    expect([...one.told(), ...other.told()]).toEqual(['shop@2']);
  });
});
