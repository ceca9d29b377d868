import { beforeEach, describe, expect, test } from '@jest/globals';
import { type AssembleDeps, assembleBundle, type UploadedFiles } from '../../lib/assemble/assemble-bundle.ts';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import { DEBUG_ID, FILES, MANIFEST, makeBundle, sha1 } from '../support/make-bundle.ts';
import { type MemoryArtifactStore, memoryArtifactStore } from '../support/memory-artifact-store.ts';
import { memoryAssemblyStore, memoryChunkStore } from '../support/memory-upload-stores.ts';

const NOW = 1_795_377_600_000;
const CHUNK = 300;

let store: MemoryArtifactStore;
let chunks: ReturnType<typeof memoryChunkStore>;
let deps: AssembleDeps;
let uploaded: UploadedFiles[];
let logged: string[];

beforeEach(() => {
  const clock = { now: () => NOW };
  store = memoryArtifactStore(clock);
  chunks = memoryChunkStore();
  uploaded = [];
  logged = [];
  deps = {
    clock,
    chunks,
    uploads: store,
    artifacts: store,
    assemblies: memoryAssemblyStore(),
    buildIndex,
    onUploaded: async files => void uploaded.push(files),
    log: (_, message) => void logged.push(message),
  };
});

/** The message of an upload whose chunks have arrived. */
const arrived = async (bytes: Buffer, more: { projectIds?: string[]; release?: string; dist?: string } = {}) => {
  const sums: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    sums.push(sha1(chunk));
    await chunks.put('acme', sha1(chunk), chunk);
  }
  return { organization: 'acme', checksum: sha1(bytes), aim: 'a', chunks: sums, projectIds: ['42'], ...more };
};

const assemble = (message: Awaited<ReturnType<typeof arrived>>, { receives = 1, isLast = false } = {}) =>
  assembleBundle(deps, { message, receives, isLast, timeLeft: () => 300_000 });

describe('an upload', () => {
  test('is put together of its chunks, for each project that is named, and found by its debug id', async () => {
    const message = await arrived(makeBundle(), { projectIds: ['42', '43'], release: 'shop@1', dist: '7' });
    await assemble(message);
    expect(await deps.assemblies.get(message)).toMatchObject({
      state: 'ok',
      bundles: [{ projectId: '42' }, { projectId: '43' }],
    });
    for (const projectId of ['42', '43']) {
      const files = (await store.byDebugId(projectId, [DEBUG_ID])).get(DEBUG_ID);
      expect(files?.map(({ type }) => type)).toEqual(['minified_source', 'source_map']);
      const bytes = await store.read(files![0]!, 10_000); // two files
      expect(Buffer.from(bytes!).toString()).toBe(FILES[0]!.bytes);
      expect(await store.byRelease(projectId, 'shop@1', '7', { limit: 5 })).toHaveLength(1);
    }
    expect(uploaded.map(({ projectId, release }) => [projectId, release])).toEqual([
      ['42', 'shop@1'],
      ['43', 'shop@1'],
    ]);
  });

  test('is of the release that its manifest names, when nobody has named another', async () => {
    await assemble(await arrived(makeBundle({ ...MANIFEST, release: 'shop@9', dist: '3' })));
    expect(await store.list('42', { limit: 5 })).toMatchObject({ bundles: [{ release: 'shop@9', dist: '3' }] });
  });

  test('has its maps read ahead, and a map that is none is no reason to refuse it', async () => {
    const broken = FILES.map(file => (file.name.endsWith('.map') ? { ...file, bytes: 'no map' } : file));
    await assemble(await arrived(makeBundle(MANIFEST, broken), { release: 'broken@1' }));
    expect(logged).toEqual(['a map was not read ahead']);
    await assemble(await arrived(makeBundle(), { release: 'shop@1' }));
    const [bundle] = await store.byRelease('42', 'shop@1', undefined, { limit: 1 });
    const [minified, map] = bundle!.files;
    expect((await store.symbols(map!, minified).get({ offset: 0, length: 1 }))?.length).toBe(1);
    expect(await store.byRelease('42', 'broken@1', undefined, { limit: 1 })).toHaveLength(1);
  });

  test('that is done already is not made again', async () => {
    const message = await arrived(makeBundle());
    await assemble(message);
    await assemble(message, { receives: 2 });
    expect(store.kept).toHaveLength(1);
    expect(uploaded).toHaveLength(1);
  });

  test('with the files of another replaces it within a release, and stands beside it in another', async () => {
    for (const [note, release] of [
      ['a', 'shop@1'],
      ['b', 'shop@1'],
      ['c', 'shop@2'],
    ] as const)
      await assemble(await arrived(makeBundle({ ...MANIFEST, note }), { release }));
    const { bundles } = await store.list('42', { limit: 9 });
    expect(bundles.map(({ release }) => release).sort()).toEqual(['shop@1', 'shop@2']);
  });
});

describe('an upload that cannot be used', () => {
  const detail = async (message: Awaited<ReturnType<typeof arrived>>): Promise<string> => {
    await assemble(message);
    const assembly = await deps.assemblies.get(message);
    expect(assembly?.state).toBe('error');
    return assembly?.detail ?? '';
  };

  test('says what is wrong with it, and nobody sees anything of it', async () => {
    expect(await detail(await arrived(makeBundle(MANIFEST, [])))).toMatch(/names "files\/_\/_\/app\.min\.js"/);
    expect(await store.list('42', { limit: 5 })).toEqual({ bundles: [] });
    expect(store.kept.map(({ state }) => state)).toEqual(['dropped']);
  });

  test('because a chunk is gone by now is to be sent again', async () => {
    const message = await arrived(makeBundle());
    chunks.chunks.delete(`acme/${message.chunks[1]}`);
    expect(await detail(message)).toMatch(/send the upload again/);
    expect(store.kept).toEqual([]);
  });

  test('because it is another one is told from the one that was announced', async () => {
    const message = await arrived(makeBundle());
    expect(await detail({ ...message, checksum: '0'.repeat(40) })).toMatch(/another checksum/);
  });

  test('because the project is full says so', async () => {
    deps.uploads = { ...store, open: async () => 'too_many_bytes' };
    expect(await detail(await arrived(makeBundle()))).toMatch(/as many bytes of uploads as it may/);
  });

  test('because of a fault of ours comes again, and is given up with a word at the last time', async () => {
    const message = await arrived(makeBundle());
    deps.uploads = { ...store, publish: () => Promise.reject(new Error('DynamoDB is out')) };
    await expect(assemble(message)).rejects.toThrow('DynamoDB is out');
    expect((await deps.assemblies.get(message))?.state).toBe('assembling');
    await assemble(message, { receives: 3, isLast: true });
    const said = await deps.assemblies.get(message);
    expect(said).toMatchObject({ state: 'error' });
    expect(said?.detail).not.toContain('DynamoDB');
  });
});
