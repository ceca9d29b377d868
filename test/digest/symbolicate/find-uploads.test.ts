import { describe, expect, test } from '@jest/globals';
import type { SymbolicateDeps } from '../../../lib/digest/symbolicate/deps.ts';
import { symbolicationMemory } from '../../../lib/digest/symbolicate/memory.ts';
import { symbolicateEvents } from '../../../lib/digest/symbolicate/symbolicate-events.ts';
import type { Frame, SentryEvent } from '../../../lib/protocol/event.ts';
import { memoryArtifactFinder, type Upload, type UploadedText } from '../../support/memory-artifact-finder.ts';
import { memoryScrapingStore } from '../../support/memory-scraping-store.ts';

const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';

/** A built file whose map leads to one source, by whose name it is told from others. */
const filesOf = (source: string, over: Partial<UploadedText> = {}): UploadedText[] => {
  const url = over.url ?? '~/static/app.js';
  const map = JSON.stringify({
    version: 3,
    sources: [source],
    sourcesContent: ['pay();'],
    names: [],
    mappings: 'AAAA',
  });
  return [
    { type: 'minified_source', text: 'pay();\n//# sourceMappingURL=app.js.map', ...over, url },
    {
      type: 'source_map',
      url: url.replace(/[^/]*$/, 'app.js.map'),
      text: map,
      ...(over.debugId && { debugId: over.debugId }),
    },
  ];
};

interface Thrown {
  path?: string;
  release?: string;
  dist?: string;
  debugId?: string;
  projectId?: string;
}

/** What the one frame of an event became: its source, or why it has none. */
const mappedTo = async (uploads: readonly Upload[], thrown: Thrown): Promise<unknown> => {
  const clock = { now: () => 1_795_377_600_000 };
  const deps: SymbolicateDeps = {
    artifacts: memoryArtifactFinder(...uploads),
    scraping: memoryScrapingStore({}),
    fetcher: { fetch: () => Promise.reject(new Error('nothing is fetched')) },
    clock,
    faultOf: () => 'other',
    log: () => {},
    symbolicationMemory: symbolicationMemory(clock),
  };
  const { path = 'https://shop.example/static/app.js', release, dist, debugId, projectId = '1' } = thrown;
  const frame: Frame = { function: 'f', abs_path: path, lineno: 1, colno: 1, in_app: true };
  const event: SentryEvent = {
    event_id: 'e'.repeat(32),
    type: 'error',
    timestamp: 1,
    received: 1,
    level: 'error',
    platform: 'javascript',
    exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames: [frame] } }] },
    ...(release && { release }),
    ...(dist && { dist }),
    ...(debugId && { debug_meta: { images: [{ type: 'sourcemap', code_file: path, debug_id: debugId }] } }),
  };
  const [item] = await symbolicateEvents(deps, projectId, [{ event }]);
  const [shown] = item?.event.exception?.values[0]?.stacktrace?.frames ?? [];
  return shown?.data?.symbolicated ? shown.filename : shown?.data?.symbolication;
};

describe('of two uploads of one file', () => {
  test('for one release the newer one counts', async () => {
    const uploads = [
      { release: 'shop@1', uploaded: 2, files: filesOf('new.ts') },
      { release: 'shop@1', uploaded: 1, files: filesOf('old.ts') },
    ];
    expect(await mappedTo(uploads, { release: 'shop@1' })).toBe('new.ts');
  });

  test('by one debug id the newer one counts', async () => {
    const uploads = [
      { uploaded: 1, files: filesOf('old.ts', { debugId: ID }) },
      { uploaded: 2, files: filesOf('new.ts', { debugId: ID }) },
    ];
    expect(await mappedTo(uploads, { debugId: ID })).toBe('new.ts');
  });

  test('by one debug id the one of the event’s own release counts, whichever is newer', async () => {
    const uploads = [
      { release: 'shop@1.9', uploaded: 1, files: filesOf('own.ts', { debugId: ID }) },
      { release: 'shop@1.10', uploaded: 2, files: filesOf('later.ts', { debugId: ID }) },
    ];
    expect(await mappedTo(uploads, { debugId: ID, release: 'shop@1.9' })).toBe('own.ts');
    expect(await mappedTo(uploads, { debugId: ID, release: 'shop@1.10' })).toBe('later.ts');
    expect(await mappedTo(uploads, { debugId: ID, release: 'another@1' })).toBe('later.ts');
  });

  test('the one that the debug id names counts, whatever the release has', async () => {
    const uploads = [
      { release: 'shop@1', uploaded: 2, files: filesOf('by-url.ts') },
      { uploaded: 1, files: filesOf('by-id.ts', { debugId: ID, url: `~/${ID}-0.js` }) },
    ];
    expect(await mappedTo(uploads, { release: 'shop@1', debugId: ID })).toBe('by-id.ts');
    expect(await mappedTo(uploads, { release: 'shop@1' })).toBe('by-url.ts');
  });
});

test('a dist that only one side names keeps them apart, as in Sentry', async () => {
  const withDist = [{ release: 'shop@1', dist: 'ios', files: filesOf('a.ts') }];
  expect(await mappedTo(withDist, { release: 'shop@1', dist: 'ios' })).toBe('a.ts');
  expect(await mappedTo(withDist, { release: 'shop@1' })).toBe('scraping_disabled');
  expect(await mappedTo(withDist, { release: 'shop@1', dist: 'android' })).toBe('scraping_disabled');
  const without = [{ release: 'shop@1', files: filesOf('a.ts') }];
  expect(await mappedTo(without, { release: 'shop@1', dist: 'ios' })).toBe('scraping_disabled');
});

test('an event of a release finds what was uploaded by debug id alone, and not what belongs to another project', async () => {
  const uploads = [{ files: filesOf('a.ts', { debugId: ID }) }];
  expect(await mappedTo(uploads, { release: 'shop@1', debugId: ID })).toBe('a.ts');
  expect(await mappedTo(uploads, { release: 'shop@1', debugId: ID, projectId: '2' })).toBe('no_uploads');
  const other = [...uploads, { projectId: '2', release: 'shop@1', files: filesOf('b.ts') }];
  expect(await mappedTo(other, { release: 'shop@1', projectId: '2' })).toBe('b.ts');
});

describe('addresses', () => {
  const ofRelease = (over: Partial<UploadedText>): Upload[] => [{ release: 'shop@1', files: filesOf('a.ts', over) }];
  const found = (over: Partial<UploadedText>, path: string): Promise<unknown> =>
    mappedTo(ofRelease(over), { release: 'shop@1', path });

  test.each([
    ['on whatever host', '~/static/app.js', 'https://cdn.example:8443/static/app.js'],
    ['with a query', '~/static/app.js', 'https://shop.example/static/app.js?v=2#top'],
    ['with a hash in its name', '~/static/app.3f2a1b.js', 'https://shop.example/static/app.3f2a1b.js'],
    ['whole', 'https://cdn.example/static/app.js', 'https://cdn.example/static/app.js'],
    ['of an app on a phone', '~/index.android.bundle', 'app:///index.android.bundle'],
    ['as Firefox writes asynchronous callers', '~/static/app.js', 'async https://shop.example/static/app.js'],
  ])('%s are found', async (_, url, path) => {
    expect(await found({ url }, path)).toBe('a.ts');
  });

  test.each([
    ['of another host', 'https://cdn.example/static/app.js', 'https://shop.example/static/app.js'],
    ['of another hash', '~/static/app.3f2a1b.js', 'https://shop.example/static/app.000000.js'],
    ['of another directory', '~/app.js', 'https://shop.example/static/app.js'],
  ])('%s are not', async (_, url, path) => {
    expect(await found({ url }, path)).toBe('scraping_disabled');
  });

  test.each([
    'app.js.map',
    './app.js.map',
    '/static/app.js.map',
    '~/static/app.js.map',
    'app.js.map?v=2',
    '../static/app.js.map#x',
  ])('the map that the upload names as %s is found, though the file says nothing', async sourceMap => {
    expect(await found({ text: 'pay();', sourceMap }, 'https://shop.example/static/app.js')).toBe('a.ts');
  });

  test('the map that lies on another host is found by its path', async () => {
    const text = 'pay();\n//# sourceMappingURL=https://maps.example/static/app.js.map';
    expect(await found({ text }, 'https://shop.example/static/app.js')).toBe('a.ts');
  });
});
