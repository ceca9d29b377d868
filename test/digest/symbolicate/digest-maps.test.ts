import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoArtifactUploads } from '../../../lib/aws/artifact-uploads.ts';
import { digestBatch } from '../../../lib/digest/digest-batch.ts';
import { reprocessAfterUpload } from '../../../lib/digest/reprocess-after-upload.ts';
import { issueReprocessor } from '../../../lib/digest/reprocess-issue.ts';
import type { Frame } from '../../../lib/protocol/event.ts';
import type { QueueMessage } from '../../../lib/protocol/queue-message.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import type { TestTable } from '../../support/table.ts';
import { uploadTexts } from '../../support/upload-texts.ts';
import { type BuiltShop, builtShop } from './built-shop.ts';

const APP = 'https://shop.example/assets/app.js';
const OLD_ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
const NEW_ID = '2297f0e6-45de-4e90-8b1c-55bd3cb6df0e';
const id = (number: number): string => number.toString(16).padStart(32, '0');

let oldBuild: BuiltShop;
let newBuild: BuiltShop;
beforeAll(() => {
  oldBuild = builtShop(APP);
  newBuild = builtShop(APP, 'globalThis.version = [1, 2, 3].map(each => each * 7).join();\n\n');
});

const arrived = (number: number, { frames }: BuiltShop, debugId: string): QueueMessage =>
  message({
    id: id(number),
    eventId: id(100 + number),
    event: {
      debug_meta: { images: [{ type: 'sourcemap', code_file: APP, debug_id: debugId }] },
      exception: { values: [{ type: 'RangeError', value: 'nothing to pay', stacktrace: { frames } }] },
    },
  });

onEachEngine((engine, openTable) => {
  describe(`the digest of built files: ${engine}`, () => {
    let table: TestTable;
    let now = NOW;
    beforeEach(async () => {
      now = NOW;
      table = await openTable({ clock: { now: () => now } });
    });
    afterEach(() => table.close());

    const open = () => {
      const options = { clock: { now: () => now }, ids: seededIds(7), blobs: memoryBlobs() };
      const at = digester(table, options);
      const uploads = dynamoArtifactUploads({ table, ...options });
      const upload = (build: BuiltShop, debugId: string): Promise<void> =>
        uploadTexts(uploads, {
          projectId: '1',
          files: [
            { type: 'minified_source', url: '~/app.js', debugId, text: build.code },
            { type: 'source_map', url: '~/app.js.map', debugId, text: build.map },
          ],
        });
      const list = async () => (await at.issues.list('1', 'unresolved', { limit: 50 })).issues;
      const framesOf = async (number: number): Promise<Frame[]> => {
        const stored = await at.events.get('1', id(100 + number));
        return stored?.event.exception?.values[0]?.stacktrace?.frames ?? [];
      };
      return { ...at, upload, list, framesOf };
    };

    test('two builds of one bug are one issue, named after what was written', async () => {
      expect(newBuild.frames).not.toEqual(oldBuild.frames);
      const { deps, upload, list, framesOf, told } = open();
      await upload(oldBuild, OLD_ID);
      await upload(newBuild, NEW_ID);
      await digestBatch(deps, [toRecord(arrived(1, oldBuild, OLD_ID))]);
      await digestBatch(deps, [toRecord(arrived(2, newBuild, NEW_ID))]);
      const issues = await list();
      expect(issues).toMatchObject([{ count: 2, metadata: { function: 'Cart.pay', filename: 'pay.ts' } }]);
      expect(told).toHaveLength(1);
      for (const number of [1, 2])
        expect((await framesOf(number)).at(-1)).toMatchObject({ filename: 'pay.ts', lineno: 4, function: 'Cart.pay' });
    });

    test('what came before its map is mapped later, and what comes then joins its issue', async () => {
      const { deps, upload, list, framesOf, issues } = open();
      await digestBatch(deps, [toRecord(arrived(1, oldBuild, OLD_ID))]);
      expect((await framesOf(1)).at(-1)?.data).toMatchObject({ symbolication: 'no_uploads' });
      await upload(oldBuild, OLD_ID);
      now += 60_000;
      const [issue] = await list();
      if (!issue) throw new Error('an issue was opened');
      const reprocessor = issueReprocessor({ ...deps, issues });
      const done = await reprocessor.reprocess(issue, { limit: 100, timeLeft: () => 60_000 });
      expect(done).toMatchObject({ seen: 1, changed: 1 });
      expect((await framesOf(1)).at(-1)).toMatchObject({ filename: 'pay.ts', lineno: 4 });
      await digestBatch(deps, [toRecord(arrived(2, oldBuild, OLD_ID))]);
      expect(await list()).toMatchObject([{ id: issue.id, count: 2, metadata: { function: 'Cart.pay' } }]);
    });

    test('after an upload what waited for it is mapped by itself, and nothing else is touched', async () => {
      const { deps, upload, framesOf, issues } = open();
      await digestBatch(deps, [toRecord(arrived(1, oldBuild, OLD_ID)), toRecord(arrived(2, newBuild, NEW_ID))]);
      await upload(oldBuild, OLD_ID);
      now += 60_000;
      const reprocessor = issueReprocessor({ ...deps, issues });
      const uploaded = (files: { debugId: string }[], timeLeft: number): Promise<number> =>
        reprocessAfterUpload({ issues, events: deps.events, reprocessor }, { projectId: '1', files }, () => timeLeft);
      expect(await uploaded([{ debugId: OLD_ID }], 1_000)).toBe(0);
      expect(await uploaded([{ debugId: 'ffffffff-af1f-4f0c-a7ff-ad3d295fe153' }], 60_000)).toBe(0);
      expect(await uploaded([{ debugId: OLD_ID }], 60_000)).toBe(1);
      expect((await framesOf(1)).at(-1)).toMatchObject({ filename: 'pay.ts', lineno: 4 });
      expect((await framesOf(2)).at(-1)).toMatchObject({ abs_path: APP });
      expect(await uploaded([{ debugId: OLD_ID }], 60_000)).toBe(0);
    });

    test('delivered again it is counted once, and kept as it was mapped', async () => {
      const { deps, upload, list, framesOf } = open();
      await upload(oldBuild, OLD_ID);
      const one = arrived(1, oldBuild, OLD_ID);
      await digestBatch(deps, [toRecord(one)]);
      await digestBatch(deps, [toRecord(one, 1)]);
      expect(await list()).toMatchObject([{ count: 1 }]);
      expect((await framesOf(1)).at(-1)).toMatchObject({ filename: 'pay.ts', lineno: 4 });
    });
  });
});
