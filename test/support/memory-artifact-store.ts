import type { Artifact, ArtifactBundle, ArtifactFinder } from '../../lib/ports/artifact-store.ts';
import {
  type ArtifactExpiry,
  type ArtifactUploads,
  BUNDLE_LIFE_MS,
  type ListedArtifact,
  MAX_PROJECT_BUNDLES,
  MAX_PROJECT_BYTES,
  type Publication,
  RENEW_AFTER_MS,
  UNFINISHED_LIFE_MS,
  type UploadedBundle,
} from '../../lib/ports/artifact-uploads.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { unpack } from '../../lib/protocol/unpack.ts';
import { pageOf } from './page-of.ts';

interface Kept extends UploadedBundle {
  state: 'open' | 'live' | 'dropped';
  sameAs: string;
  files: readonly ListedArtifact[];
  bytes: Uint8Array;
}

export type MemoryArtifactStore = ArtifactFinder & ArtifactUploads & ArtifactExpiry & { kept: Kept[] };

/** Uploads in an array. */
export const memoryArtifactStore = (clock: Clock): MemoryArtifactStore => {
  const kept: Kept[] = [];
  const symbols = new Map<string, Uint8Array>();
  let ids = 0;
  const find = (projectId: string, bundleId: string) =>
    kept.find(one => one.projectId === projectId && one.bundleId === bundleId);
  const live = (projectId: string) =>
    kept
      .filter(one => one.projectId === projectId && one.state === 'live' && one.until > clock.now())
      .toSorted((one, other) => other.uploaded - one.uploaded);
  const pairOf = (map: Artifact, minified: Artifact | undefined) =>
    JSON.stringify([map.bundleId, map.offset, minified?.bundleId, minified?.offset]);

  return {
    kept,
    open: async draft => {
      const own = kept.filter(({ projectId }) => projectId === draft.projectId);
      if (own.reduce((sum, { size }) => sum + size, draft.size) > MAX_PROJECT_BYTES) return 'too_many_bytes';
      if (own.length >= MAX_PROJECT_BUNDLES) return 'too_many_bundles';
      const bundle = { ...draft, bundleId: (++ids).toString(16).padStart(32, '0') };
      const [uploaded, until] = [clock.now(), clock.now() + UNFINISHED_LIFE_MS];
      const nothing = { state: 'open' as const, sameAs: '', files: [], bytes: new Uint8Array(), fileCount: 0 };
      kept.push({ ...bundle, ...nothing, uploaded, until });
      return bundle;
    },
    write: async ({ projectId, bundleId }, pieces) => {
      const all: Uint8Array[] = [];
      for await (const piece of pieces) all.push(Uint8Array.from(piece));
      const bundle = find(projectId, bundleId);
      if (bundle) bundle.bytes = Buffer.concat(all);
    },
    readBytes: async ({ projectId, bundleId }, offset, length) =>
      find(projectId, bundleId)?.bytes.subarray(offset, offset + length) ?? new Uint8Array(),
    publish: async ({ projectId, bundleId }, publication) => {
      const bundle = find(projectId, bundleId);
      if (!bundle) throw new Error('it was never opened');
      const same = live(projectId).filter(one => isSame(one, publication));
      if (bundle.origin === 'file' && same.length > 0) {
        bundle.state = 'dropped';
        return 'taken';
      }
      for (const one of same) one.state = 'dropped';
      const now = clock.now();
      const facts = { uploaded: now, until: now + BUNDLE_LIFE_MS, fileCount: publication.files.length };
      Object.assign(bundle, publication, facts, { state: 'live' });
      return 'published';
    },
    drop: async (projectId, bundleId) => {
      const bundle = live(projectId).find(one => one.bundleId === bundleId);
      const open = find(projectId, bundleId);
      if (open) open.state = 'dropped';
      return bundle !== undefined;
    },
    list: async (projectId, options) => {
      const { page, next } = pageOf(live(projectId), options);
      return { bundles: page.map(toBundle), ...(next && { next }) };
    },
    ofRelease: async (projectId, release) =>
      live(projectId)
        .filter(one => one.origin === 'bundle' && one.release === release)
        .map(toBundle),
    get: async (projectId, bundleId) => {
      const bundle = live(projectId).find(one => one.bundleId === bundleId);
      return bundle && toBundle(bundle);
    },
    files: async ({ projectId, bundleId }) => live(projectId).find(one => one.bundleId === bundleId)?.files ?? [],
    releaseFiles: async (projectId, release) =>
      live(projectId)
        .filter(one => one.origin === 'file' && one.release === release)
        .flatMap(one => one.files.map(file => ({ bundle: toBundle(one), file })))
        .sort((one, other) => (one.file.path < other.file.path ? -1 : 1)),

    byDebugId: async (projectId, debugIds) => {
      const found = debugIds.map(id => {
        const files = live(projectId).flatMap(({ files }) => files.filter(({ debugId }) => debugId === id));
        return [id, files.map(toArtifact)] as const;
      });
      return new Map(found.filter(([, files]) => files.length > 0));
    },
    byRelease: async (projectId, release, dist, { limit }) => {
      const all = live(projectId).filter(one => one.release === release && one.dist === dist);
      const bundles = all.filter(({ origin }) => origin === 'bundle').slice(0, limit);
      return [...bundles, ...all.filter(({ origin }) => origin === 'file')].map(toArtifactBundle);
    },
    hasAny: async (projectId, release) => live(projectId).some(one => release === undefined || one.release === release),
    read: async (artifact, maxBytes) => {
      if (artifact.size > maxBytes) throw new Error(`the file has more than ${maxBytes} bytes`);
      const bundle = find(artifact.projectId, artifact.bundleId);
      if (!bundle) return undefined;
      const packed = bundle.bytes.subarray(artifact.offset, artifact.offset + artifact.packedSize);
      return unpack(packed, artifact.packing, artifact.size);
    },
    symbols: (map, minified) => ({
      get: async ({ offset, length }) => {
        const bytes = symbols.get(pairOf(map, minified));
        return bytes && offset < bytes.length ? bytes.subarray(offset, offset + length) : undefined;
      },
    }),
    putSymbols: async (map, minified, bytes) => void symbols.set(pairOf(map, minified), bytes),
    noteUse: async bundles => {
      for (const { projectId, bundleId } of bundles) {
        const bundle = live(projectId).find(one => one.bundleId === bundleId);
        const fresh = clock.now() + BUNDLE_LIFE_MS;
        if (bundle && bundle.until < fresh - RENEW_AFTER_MS) bundle.until = fresh;
      }
    },

    purge: async (now, limit) => {
      const due = kept.filter(({ state, until }) => state === 'dropped' || until <= now).slice(0, limit);
      for (const one of due) kept.splice(kept.indexOf(one), 1);
      return due.length;
    },
  };
};

const isSame = (one: Kept, { release, dist, sameAs }: Publication): boolean =>
  one.sameAs === sameAs && one.release === release && one.dist === dist;

const toBundle = ({ state: _state, sameAs: _sameAs, files: _files, bytes: _bytes, ...bundle }: Kept): UploadedBundle =>
  bundle;

const toArtifact = ({ path: _path, sha1: _sha1, ...artifact }: ListedArtifact): Artifact => artifact;

const toArtifactBundle = (one: Kept): ArtifactBundle => {
  const { size: _size, fileCount: _fileCount, until: _until, ...bundle } = toBundle(one);
  return { ...bundle, files: one.files.map(toArtifact) };
};
