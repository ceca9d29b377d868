import type { Artifact, ArtifactBundle, ArtifactFinder } from '../../lib/ports/artifact-store.ts';

/** A file of an upload, with its text. */
export type UploadedText = Pick<Artifact, 'type'> &
  Partial<Pick<Artifact, 'url' | 'debugId' | 'sourceMap' | 'size'>> & { text: string };

export interface Upload extends Pick<ArtifactBundle, 'release' | 'dist'> {
  projectId?: string;
  origin?: Artifact['origin'];
  /** Milliseconds since 1970. */
  uploaded?: number;
  files: readonly UploadedText[];
}

interface Asked {
  byDebugId: number;
  byRelease: number;
  hasAny: number;
  read: number;
  symbols: number;
  putSymbols: number;
  used: string[];
}

export interface MemoryArtifacts extends ArtifactFinder {
  upload(upload: Upload): string;
  /** How often each was asked for. */
  readonly asked: Asked;
}

/** Uploads in memory. */
export const memoryArtifactFinder = (...uploads: Upload[]): MemoryArtifacts => {
  const bundles: ArtifactBundle[] = [];
  const bytes = new Map<string, Uint8Array>();
  const symbols = new Map<string, Uint8Array>();
  const asked: Asked = { byDebugId: 0, byRelease: 0, hasAny: 0, read: 0, symbols: 0, putSymbols: 0, used: [] };
  const placeOf = ({ bundleId, offset }: Artifact): string => `${bundleId}/${offset}`;
  const symbolsAt = (map: Artifact, minified?: Artifact): string =>
    `${placeOf(map)}+${minified ? placeOf(minified) : ''}`;

  const upload = ({ projectId = '1', origin = 'bundle', uploaded = bundles.length, files, ...of }: Upload): string => {
    const bundleId = String(bundles.length + 1).padStart(32, '0');
    const artifacts = files.map(({ text, ...file }, offset): Artifact => {
      const packed = Buffer.from(text, 'utf8');
      bytes.set(`${bundleId}/${offset}`, packed);
      return {
        projectId,
        bundleId,
        origin,
        offset,
        packedSize: packed.length,
        size: packed.length,
        packing: 'stored',
        ...file,
      };
    });
    bundles.push({ projectId, bundleId, origin, uploaded, files: artifacts, ...of });
    return bundleId;
  };
  for (const one of uploads) upload(one);

  const newest = (projectId: string): ArtifactBundle[] =>
    bundles.filter(bundle => bundle.projectId === projectId).sort((one, other) => other.uploaded - one.uploaded);

  return {
    upload,
    asked,
    byDebugId: async (projectId, ids) => {
      asked.byDebugId++;
      const files = newest(projectId).flatMap(bundle => bundle.files);
      const found = ids.map(id => [id, files.filter(({ debugId }) => debugId === id)] as const);
      return new Map(found.filter(([, some]) => some.length > 0));
    },
    byRelease: async (projectId, release, dist, { limit }) => {
      asked.byRelease++;
      const own = newest(projectId).filter(bundle => bundle.release === release && bundle.dist === dist);
      const alone = own.filter(({ origin }) => origin === 'file');
      return [...own.filter(({ origin }) => origin === 'bundle').slice(0, limit), ...alone];
    },
    hasAny: async (projectId, release) => {
      asked.hasAny++;
      return newest(projectId).some(bundle => release === undefined || bundle.release === release);
    },
    read: async artifact => {
      asked.read++;
      return bytes.get(placeOf(artifact));
    },
    symbols: (map, minified) => ({
      get: async ({ offset, length }) => {
        asked.symbols++;
        return symbols.get(symbolsAt(map, minified))?.subarray(offset, offset + length);
      },
    }),
    putSymbols: async (map, minified, made) => {
      asked.putSymbols++;
      symbols.set(symbolsAt(map, minified), made);
    },
    noteUse: async used => void asked.used.push(...used.map(({ bundleId }) => bundleId)),
  };
};
