import { describe, expect, test } from '@jest/globals';
import { dynamoArtifactExpiry } from '../../../lib/aws/artifact-expiry.ts';
import { dynamoArtifactStore } from '../../../lib/aws/artifact-store.ts';
import { dynamoArtifactUploads } from '../../../lib/aws/artifact-uploads.ts';
import { dynamoAssemblyStore } from '../../../lib/aws/assembly-store.ts';
import { blobChunkStore } from '../../../lib/aws/chunk-store.ts';
import { dynamoOrganizationTokenStore } from '../../../lib/aws/organization-token-store.ts';
import { dynamoTokenStore } from '../../../lib/aws/token-store.ts';
import type { AssemblyStore } from '../../../lib/ports/assembly-store.ts';
import type { ChunkStore } from '../../../lib/ports/chunk-store.ts';
import type { OrganizationTokenStore } from '../../../lib/ports/organization-token-store.ts';
import type { TokenStore } from '../../../lib/ports/token-store.ts';
import { memoryBlobs, seededIds } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import { allRows, listerOf } from '../../support/erasing.ts';
import { memoryArtifactStore } from '../../support/memory-artifact-store.ts';
import { memoryTokenStore } from '../../support/memory-token-store.ts';
import {
  memoryAssemblyStore,
  memoryChunkStore,
  memoryOrganizationTokenStore,
} from '../../support/memory-upload-stores.ts';
import { describeArtifactStore } from './artifact-store.suite.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const clock = { now: () => NOW };

describeArtifactStore('memory', async at => {
  const store = memoryArtifactStore(at);
  return { finder: store, uploads: store, expiry: store, kept: async () => store.kept.length, close: () => {} };
});

onEachEngine((engine, open) => {
  describeArtifactStore(engine, async at => {
    const table = await open({ clock: at });
    const blobs = memoryBlobs();
    return {
      finder: dynamoArtifactStore({ table, blobs, clock: at }),
      uploads: dynamoArtifactUploads({ table, blobs, clock: at, ids: seededIds(3) }),
      expiry: dynamoArtifactExpiry({ table, blobs, objects: listerOf(blobs.objects) }),
      // The total of a project stays, and says zero.
      kept: async () => {
        const rows = await allRows(table);
        for (const row of rows.filter(one => one.sk?.S === 'TOTAL'))
          expect([row.bytes?.N, row.bundles?.N]).toEqual(['0', '0']);
        return rows.filter(one => one.sk?.S !== 'TOTAL').length + blobs.objects.size;
      },
      close: () => table.close(),
    };
  });

  describeAssemblies(engine, async () => {
    const table = await open();
    return { store: dynamoAssemblyStore(table), close: () => table.close() };
  });
  describeTokens(engine, async () => {
    const table = await open();
    const tokens = dynamoTokenStore(table, clock);
    return { store: dynamoOrganizationTokenStore(table), tokens, close: () => table.close() };
  });
});

describeAssemblies('memory', async () => ({ store: memoryAssemblyStore(), close: () => {} }));
describeTokens('memory', async () => {
  const tokens = memoryTokenStore(clock, []);
  return { store: memoryOrganizationTokenStore(tokens), tokens, close: () => {} };
});
describeChunks('memory', memoryChunkStore());
describeChunks('objects', blobChunkStore(memoryBlobs()));

function describeAssemblies(name: string, open: () => Promise<{ store: AssemblyStore; close(): void }>): void {
  test(`how far an upload is, is begun by one of those who see the same: ${name}`, async () => {
    const { store, close } = await open();
    const key = { organization: 'acme', checksum: '0'.repeat(40), aim: '1' };
    expect(await store.get(key)).toBeUndefined();
    const begun = await Promise.all([store.begin(key, NOW, undefined), store.begin(key, NOW, undefined)]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    const before = await store.get(key);
    expect(before).toEqual({ state: 'created', since: NOW, bundles: [] });
    expect(await store.begin(key, NOW + 1, { state: 'created', since: NOW - 1, bundles: [] })).toBe(false);
    expect(await store.begin(key, NOW + 1, before)).toBe(true);
    const done = { state: 'ok', since: NOW + 2, bundles: [{ projectId: '1', bundleId: 'b' }] } as const;
    await store.set(key, done);
    expect(await store.get(key)).toEqual(done);
    expect(await store.get({ ...key, aim: '2' })).toBeUndefined();
    await store.set(key, { state: 'error', detail: 'why', since: NOW, bundles: [] });
    expect(await store.get(key)).toMatchObject({ state: 'error', detail: 'why' });
    close();
  });
}

function describeTokens(
  name: string,
  open: () => Promise<{ store: OrganizationTokenStore; tokens: TokenStore; close(): void }>,
): void {
  describe(`tokens of an organization: ${name}`, () => {
    const token = (number: number) => ({
      ...{ id: String(number).padStart(32, '0'), organization: 'acme', name: `build ${number}`, scopes: ['org:ci'] },
      ...{ lastCharacters: 'abcd', dateCreated: NOW + number },
    });

    test('are good for something until they are deleted', async () => {
      const { store, tokens, close } = await open();
      expect(await store.create('one', token(1))).toBe(true);
      expect(await store.create('one', token(1))).toBe(true);
      expect(await store.create('two', token(2))).toBe(true);
      expect((await store.list('acme')).map(({ name: called }) => called)).toEqual(['build 2', 'build 1']);
      expect(await store.list('other')).toEqual([]);
      expect(await tokens.find('one')).toMatchObject({
        kind: 'organization',
        organization: 'acme',
        scopes: ['org:ci'],
      });
      expect(await store.rename('acme', token(1).id, 'nightly')).toMatchObject({ name: 'nightly' });
      expect(await store.rename('other', token(1).id, 'mine')).toBeUndefined();
      expect(await store.delete('other', token(1).id)).toBe(false);
      expect(await store.delete('acme', token(1).id)).toBe(true);
      expect(await tokens.find('one')).toBeUndefined();
      expect(await tokens.find('two')).toBeDefined();
      expect(await store.list('acme')).toEqual([token(2)]);
      close();
    });

    test('are so many at most', async () => {
      const { store, close } = await open();
      for (let number = 0; number < 100; number++) expect(await store.create(`s${number}`, token(number))).toBe(true);
      expect(await store.create('more', token(100))).toBe(false);
      close();
    });
  });
}

function describeChunks(name: string, store: ChunkStore): void {
  test(`chunks are an organization's: ${name}`, async () => {
    await store.put('acme', 'a'.repeat(40), Buffer.from('x'));
    expect(await store.missing('acme', ['a'.repeat(40), 'b'.repeat(40)])).toEqual(['b'.repeat(40)]);
    expect(await store.missing('other', ['a'.repeat(40)])).toEqual(['a'.repeat(40)]);
    expect(Buffer.from((await store.get('acme', 'a'.repeat(40))) ?? []).toString()).toBe('x');
    expect(await store.get('other', 'a'.repeat(40))).toBeUndefined();
  });
}
