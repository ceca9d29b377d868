import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ArtifactFinder } from '../../../lib/ports/artifact-store.ts';
import {
  type ArtifactExpiry,
  type ArtifactUploads,
  BUNDLE_LIFE_MS,
  type ListedArtifact,
  MAX_PROJECT_BYTES,
  RENEW_AFTER_MS,
  UNFINISHED_LIFE_MS,
} from '../../../lib/ports/artifact-uploads.ts';
import type { Clock } from '../../../lib/ports/clock.ts';

export interface OpenArtifactStore {
  finder: ArtifactFinder;
  uploads: ArtifactUploads;
  expiry: ArtifactExpiry;
  /** Whatever is kept anywhere. */
  kept(): Promise<number>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const ID = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const TEXT = Buffer.from('function f(){}\nmap of it');

interface Upload {
  project?: string;
  origin?: 'bundle' | 'file';
  release?: string;
  dist?: string;
  sameAs?: string;
  debugId?: string;
  name?: string;
}

export const describeArtifactStore = (name: string, open: (clock: Clock) => Promise<OpenArtifactStore>): void => {
  describe(`artifact store: ${name}`, () => {
    let opened: OpenArtifactStore;
    let now: number;
    beforeEach(async () => {
      now = NOW;
      opened = await open({ now: () => now });
    });
    afterEach(() => opened.close());

    const begin = async ({ project = '1', origin = 'bundle' }: Upload) => {
      const bundle = await opened.uploads.open({ projectId: project, origin, size: TEXT.length });
      if (typeof bundle === 'string') throw new Error(bundle);
      await opened.uploads.write(bundle, [TEXT.subarray(0, 5), TEXT.subarray(5)]);
      return bundle;
    };
    const upload = async (of: Upload = {}) => {
      const bundle = await begin(of);
      const { projectId, bundleId, origin } = bundle;
      const file = (offset: number, size: number, more: Partial<ListedArtifact>): ListedArtifact => ({
        ...{ projectId, bundleId, origin, offset, size, packedSize: size, packing: 'stored', sha1: '0'.repeat(40) },
        ...{ type: 'minified_source', path: of.name ?? 'app.js', url: of.name ?? '~/app.js' },
        ...(of.debugId !== undefined && { debugId: of.debugId }),
        ...more,
      });
      const files = [file(0, 14, {}), file(15, 9, { type: 'source_map', path: 'app.js.map' })];
      const outcome = await opened.uploads.publish(bundle, {
        ...(of.release !== undefined && { release: of.release }),
        ...(of.dist !== undefined && { dist: of.dist }),
        sameAs: of.sameAs ?? of.name ?? bundleId,
        files: origin === 'file' ? files.slice(0, 1) : files,
      });
      return { ...bundle, outcome };
    };
    const ids = async (project = '1') =>
      (await opened.uploads.list(project, { limit: 100 })).bundles.map(({ bundleId }) => bundleId);
    const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

    test('files are found by their debug id, in their project, and unpacked', async () => {
      const { bundleId } = await upload({ debugId: ID(1) });
      const found = await opened.finder.byDebugId('1', [ID(1), ID(2), ID(1), 'no id', '']);
      expect([...found.keys()]).toEqual([ID(1)]);
      const [minified, map] = found.get(ID(1)) ?? [];
      expect([minified?.type, map?.type, map?.bundleId]).toEqual(['minified_source', 'source_map', bundleId]);
      expect(minified).not.toHaveProperty('sha1');
      expect(text(await opened.finder.read(map!, 100))).toBe('map of it');
      await expect(opened.finder.read(map!, 8)).rejects.toThrow('more than');
      expect((await opened.finder.byDebugId('2', [ID(1)])).size).toBe(0);
    });

    test('of two bundles with one debug id the newer comes first', async () => {
      const first = await upload({ debugId: ID(1) });
      now += 1_000;
      const second = await upload({ debugId: ID(1) });
      const files = (await opened.finder.byDebugId('1', [ID(1)])).get(ID(1)) ?? [];
      expect(files.map(({ bundleId }) => bundleId)).toEqual([
        second.bundleId,
        second.bundleId,
        first.bundleId,
        first.bundleId,
      ]);
    });

    test('bundles of a release are found newest first, those of a dist by it alone', async () => {
      const made: string[] = [];
      for (const dist of [undefined, '7', undefined, undefined]) {
        now += 1_000;
        made.push((await upload({ release: 'shop@1', ...(dist && { dist }) })).bundleId);
      }
      const find = async (dist: string | undefined, limit: number) =>
        (await opened.finder.byRelease('1', 'shop@1', dist, { limit })).map(({ bundleId }) => bundleId);
      expect(await find(undefined, 2)).toEqual([made[3], made[2]]);
      expect(await find('7', 5)).toEqual([made[1]]);
      expect(await find('8', 5)).toEqual([]);
      const [bundle] = await opened.finder.byRelease('1', 'shop@1', '7', { limit: 1 });
      expect(bundle).toMatchObject({ release: 'shop@1', dist: '7', uploaded: NOW + 2_000, files: [{}, {}] });
      const listed = await opened.uploads.ofRelease('1', 'shop@1');
      expect(listed.map(({ bundleId }) => bundleId)).toEqual(made.toReversed());
      expect(listed[2]).toMatchObject({ release: 'shop@1', dist: '7', fileCount: 2 });
      expect(await opened.uploads.ofRelease('1', 'shop@2')).toEqual([]);
      expect(await opened.uploads.ofRelease('1', '\ud800')).toEqual([]);
    });

    test('whatever events call their release finds nothing, and breaks nothing', async () => {
      for (const release of ['', '\ud800', 'x'.repeat(5_000), '#', 'shop@1#0'])
        expect(await opened.finder.byRelease('1', release, undefined, { limit: 5 })).toEqual([]);
      expect(await opened.finder.hasAny('1', '\ud800')).toBe(false);
    });

    test('says whether anything was uploaded, at all and for a release', async () => {
      expect([await opened.finder.hasAny('1'), await opened.finder.hasAny('1', 'shop@1')]).toEqual([false, false]);
      await upload({ release: 'shop@1', dist: '7' });
      const asked = [await opened.finder.hasAny('1'), await opened.finder.hasAny('1', 'shop@1')];
      expect([...asked, await opened.finder.hasAny('1', 'shop@2'), await opened.finder.hasAny('2')]).toEqual([
        true,
        true,
        false,
        false,
      ]);
    });

    test('nobody sees a bundle that is being written', async () => {
      const { bundleId } = await begin({});
      expect(await ids()).toEqual([]);
      expect(await opened.uploads.get('1', bundleId)).toBeUndefined();
      expect(await opened.finder.hasAny('1')).toBe(false);
      expect(text(await opened.uploads.readBytes({ projectId: '1', bundleId }, 5, 9))).toBe(
        TEXT.subarray(5, 14).toString(),
      );
    });

    test('bundles are listed newest first, page by page, with their files', async () => {
      const made: string[] = [];
      for (let number = 0; number < 5; number++) {
        now += 1_000;
        made.unshift((await upload()).bundleId);
      }
      const first = await opened.uploads.list('1', { limit: 3 });
      const second = await opened.uploads.list('1', { limit: 3, cursor: first.next ?? '' });
      expect([...first.bundles, ...second.bundles].map(({ bundleId }) => bundleId)).toEqual(made);
      expect(first.bundles[0]).toMatchObject({ fileCount: 2, size: TEXT.length, until: now + BUNDLE_LIFE_MS });
      const files = await opened.uploads.files({ projectId: '1', bundleId: made[0]! });
      expect(files.map(({ path }) => path)).toEqual(['app.js', 'app.js.map']);
    });

    test('the same build, uploaded again, replaces itself within its release', async () => {
      const first = await upload({ sameAs: 'build', release: 'shop@1', debugId: ID(1) });
      const other = await upload({ sameAs: 'build', release: 'shop@2', debugId: ID(1) });
      now += 1_000;
      const second = await upload({ sameAs: 'build', release: 'shop@1', debugId: ID(1) });
      expect((await ids()).sort()).toEqual([other.bundleId, second.bundleId].sort());
      const found = (await opened.finder.byDebugId('1', [ID(1)])).get(ID(1)) ?? [];
      expect(found.map(({ bundleId }) => bundleId)).not.toContain(first.bundleId);
      expect(await opened.finder.byRelease('1', 'shop@1', undefined, { limit: 5 })).toHaveLength(1);
    });

    test('a file that is uploaded alone has its name once in a release and dist, until it is deleted', async () => {
      const file = { origin: 'file', release: 'shop@1', name: '~/app.js' } as const;
      const first = await upload(file);
      expect([first.outcome, (await upload(file)).outcome]).toEqual(['published', 'taken']);
      expect((await upload({ ...file, dist: '7' })).outcome).toBe('published');
      expect(await opened.uploads.releaseFiles('1', 'shop@1')).toHaveLength(2);
      expect(await opened.finder.byRelease('1', 'shop@1', undefined, { limit: 0 })).toMatchObject([
        { origin: 'file', files: [{ url: '~/app.js' }] },
      ]);
      expect(await opened.uploads.drop('1', first.bundleId)).toBe(true);
      expect(await opened.uploads.releaseFiles('1', 'shop@1')).toHaveLength(1);
      expect((await upload(file)).outcome).toBe('published');
      // The sweep comes late, and the name is another file's by now.
      await opened.expiry.purge(now, 10);
      expect(await opened.uploads.releaseFiles('1', 'shop@1')).toHaveLength(2);
    });

    test('what is dropped is seen by nobody from then on, and is gone with the next sweep', async () => {
      const { bundleId } = await upload({ release: 'shop@1', debugId: ID(1) });
      expect(await opened.uploads.drop('1', bundleId)).toBe(true);
      expect(await opened.uploads.drop('1', bundleId)).toBe(false);
      expect((await opened.finder.byDebugId('1', [ID(1)])).size).toBe(0);
      expect(await opened.finder.byRelease('1', 'shop@1', undefined, { limit: 5 })).toEqual([]);
      expect([await ids(), await opened.uploads.get('1', bundleId)]).toEqual([[], undefined]);
      expect(await opened.expiry.purge(now, 10)).toBe(1);
      expect(await opened.kept()).toBe(0);
      expect([await opened.finder.hasAny('1'), await opened.finder.hasAny('1', 'shop@1')]).toEqual([false, false]);
    });

    test('what nobody uses is gone after its time, what is used lives on', async () => {
      const [used, unused] = [await upload({ debugId: ID(1) }), await upload({ debugId: ID(2) })];
      const file = await upload({ origin: 'file', release: 'shop@1', name: '~/a.js' });
      now += RENEW_AFTER_MS + DAY;
      await opened.finder.noteUse([used, used, { projectId: '1', bundleId: 'f'.repeat(32) }]);
      now = NOW + BUNDLE_LIFE_MS;
      expect(await ids()).toEqual([used.bundleId]);
      expect(await opened.expiry.purge(now, 10)).toBe(2);
      expect(await ids()).toEqual([used.bundleId]);
      await opened.finder.noteUse([unused, file]);
      now += RENEW_AFTER_MS + DAY;
      expect(await opened.expiry.purge(now, 10)).toBe(1);
      expect(await opened.kept()).toBe(0);
    });

    test('what is used in its first days is not written about', async () => {
      const bundle = await upload();
      now += DAY;
      await opened.finder.noteUse([bundle]);
      expect(await opened.uploads.get('1', bundle.bundleId)).toMatchObject({ until: NOW + BUNDLE_LIFE_MS });
    });

    test('what was begun and never finished is gone after a day', async () => {
      await begin({});
      now += UNFINISHED_LIFE_MS - 1;
      expect(await opened.expiry.purge(now, 10)).toBe(0);
      now += 1;
      expect(await opened.expiry.purge(now, 10)).toBe(1);
      expect(await opened.kept()).toBe(0);
    });

    test('a project keeps so much and no more, and has room again when something is gone', async () => {
      const half = Math.floor(MAX_PROJECT_BYTES / 2);
      const [one, two] = [
        await opened.uploads.open({ projectId: '1', origin: 'bundle', size: half }),
        await opened.uploads.open({ projectId: '1', origin: 'bundle', size: half }),
      ];
      expect(await opened.uploads.open({ projectId: '1', origin: 'bundle', size: half })).toBe('too_many_bytes');
      expect(await opened.uploads.open({ projectId: '2', origin: 'bundle', size: half })).toMatchObject({ size: half });
      for (const bundle of [one, two]) if (typeof bundle !== 'string') await opened.uploads.drop('1', bundle.bundleId);
      await opened.expiry.purge(now, 10);
      expect(await opened.uploads.open({ projectId: '1', origin: 'bundle', size: half })).toMatchObject({ size: half });
    });

    test('what was made of a map lies with it, for each minified file, and is read in parts', async () => {
      await upload({ debugId: ID(1) });
      const [minified, map] = (await opened.finder.byDebugId('1', [ID(1)])).get(ID(1)) ?? [];
      await opened.finder.putSymbols(map!, minified, Buffer.from('0123456789'));
      const symbols = opened.finder.symbols(map!, minified);
      expect(text(await symbols.get({ offset: 2, length: 3 }))).toBe('234');
      expect(text(await symbols.get({ offset: 8, length: 30 }))).toBe('89');
      expect(await opened.finder.symbols(map!, undefined).get({ offset: 0, length: 1 })).toBeUndefined();
    });

    test('bytes beyond one part come back as they were written', async () => {
      const piece = Buffer.alloc(1_500_000, 'abcdefg');
      const size = 6 * piece.length;
      const bundle = await opened.uploads.open({ projectId: '1', origin: 'bundle', size });
      if (typeof bundle === 'string') throw new Error(bundle);
      await opened.uploads.write(bundle, Array(6).fill(piece) as Buffer[]);
      const whole = Buffer.concat(Array(6).fill(piece) as Buffer[]);
      for (const [offset, length] of [
        [0, size],
        [4_194_300, 10],
        [4_194_304, 4_194_304],
        [size - 3, 50],
      ] as const) {
        const read = await opened.uploads.readBytes(bundle, offset, length);
        expect(Buffer.compare(read, whole.subarray(offset, offset + length))).toBe(0);
      }
    });
  });
};
