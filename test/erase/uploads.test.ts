import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assembleBundle } from '../../lib/assemble/assemble-bundle.ts';
import { dynamoArtifactStore } from '../../lib/aws/artifact-store.ts';
import { dynamoArtifactUploads } from '../../lib/aws/artifact-uploads.ts';
import { dynamoAssemblyStore } from '../../lib/aws/assembly-store.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import type { ListedArtifact } from '../../lib/ports/artifact-uploads.ts';
import { newProjectSettings } from '../../lib/ports/project-store.ts';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { memoryBlobs, NOW, seededIds } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import { allRows, erasing } from '../support/erasing.ts';
import { DEBUG_ID, makeBundle, sha1 } from '../support/make-bundle.ts';
import { memoryChunkStore } from '../support/memory-upload-stores.ts';
import type { TestTable } from '../support/table.ts';

const MINUTE = 60_000;
const ORGANIZATION = 'my-team';
const WEB = '810001';
const SHOP = '810002';

onEachEngine((engine, open) => {
  describe(`uploads of an erased project on ${engine}`, () => {
    let table: TestTable;
    let now: number;
    const clock = { now: () => now };
    beforeEach(async () => {
      now = NOW;
      table = await open({ clock });
    });
    afterEach(() => table.close());

    test('are gone to the last row and object, and its neighbour’s are as they were', async () => {
      const blobs = memoryBlobs();
      const projects = dynamoProjectStore(table);
      await projects.createOrganization({ slug: ORGANIZATION, name: 'My team', dateCreated: NOW });
      for (const [id, slug] of [
        [WEB, 'web'],
        [SHOP, 'shop'],
      ] as const) {
        const project = { id, slug, name: slug, organization: ORGANIZATION, platform: 'javascript', dateCreated: NOW };
        await projects.createProject(project, newProjectSettings(project, '5'.repeat(64)));
      }
      const chunks = memoryChunkStore();
      const uploads = dynamoArtifactUploads({ table, blobs, clock, ids: seededIds(5) });
      const artifacts = dynamoArtifactStore({ table, blobs, clock });
      const bytes = makeBundle();
      await chunks.put(ORGANIZATION, sha1(bytes), bytes);
      const message = {
        ...{ organization: ORGANIZATION, checksum: sha1(bytes), aim: 'a', chunks: [sha1(bytes)] },
        ...{ projectIds: [WEB, SHOP], release: 'shop@1', dist: '7' },
      };
      await assembleBundle(
        { clock, chunks, uploads, artifacts, assemblies: dynamoAssemblyStore(table), buildIndex, log: () => {} },
        { message, receives: 1, isLast: false, timeLeft: () => 300_000 },
      );
      const file = await uploads.open({ projectId: WEB, origin: 'file', size: 3 });
      if (typeof file === 'string') throw new Error(file);
      await uploads.write(file, [Buffer.from('abc')]);
      const [{ path, ...facts } = { path: '' }] = await uploads.files(
        (await uploads.list(WEB, { limit: 1 })).bundles[0]!,
      );
      await uploads.publish(file, {
        release: 'shop@1',
        sameAs: 'x',
        files: [{ ...facts, path: `~/${path}`, ...file } as ListedArtifact],
      });
      const ofProject = async (id: string) => ({
        rows: (await allRows(table)).filter(row => {
          const text = JSON.stringify(row);
          // What an upload came to is an organization's, and gone after its time; it names the project by its number alone.
          return (
            text.includes(id) && !text.includes('ERASURE') && !text.includes('ASSEMBLY') && !text.includes('"deleted"')
          );
        }),
        objects: [...blobs.objects.keys()].filter(key => key.includes(id)),
      });
      const before = await ofProject(SHOP);
      expect((await ofProject(WEB)).objects.length).toBeGreaterThan(3);

      const eraser = erasing(table, { clock, blobs });
      const order = { kind: 'project', projectIds: [WEB] } as const;
      await projects.deleteProject(WEB, now);
      await eraser.erasures.request({ organization: ORGANIZATION, order, requestedBy: 'a test' });
      for (const minutes of [4, 30, 90, 16 * 1_440, 30 * 1_440]) {
        now = NOW + minutes * MINUTE;
        await eraser.sweep();
      }
      expect(await ofProject(WEB)).toEqual({ rows: [], objects: [] });
      expect(await ofProject(SHOP)).toEqual(before);
      expect([...(await artifacts.byDebugId(SHOP, [DEBUG_ID])).keys()]).toEqual([DEBUG_ID]);
    });
  });
});
