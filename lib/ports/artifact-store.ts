/** What a file of an artifact bundle is, in the words of its manifest. */
export type ArtifactType = 'source' | 'minified_source' | 'source_map' | 'indexed_ram_bundle';

/** A file that a build uploaded, and where its bytes lie. */
export interface Artifact {
  projectId: string;
  /** 32 hex digits. A file that was uploaded alone is a bundle of its own. */
  bundleId: string;
  /** `file`: uploaded alone, as old tools do. */
  origin: 'bundle' | 'file';
  type: ArtifactType;
  /** As the manifest says: `~/static/app.min.js`, or absolute. */
  url?: string;
  /** Lower-case, with dashes. */
  debugId?: string;
  /** What its header says of its map: a URL, relative to its own, or `data:`. */
  sourceMap?: string;
  /** In the bytes of its bundle. */
  offset: number;
  /** Bytes in the bundle, and when unpacked. */
  packedSize: number;
  size: number;
  packing: 'stored' | 'deflate' | 'zstd';
}

/** All files that were uploaded together. */
export interface ArtifactBundle {
  projectId: string;
  bundleId: string;
  origin: Artifact['origin'];
  release?: string;
  dist?: string;
  /** Milliseconds since 1970. */
  uploaded: number;
  files: readonly Artifact[];
}

/** A part of a symbol index, as it is read. */
export interface SymbolBytes {
  /** `undefined`: there is none of that name. */
  get(range: { offset: number; length: number }): Promise<Uint8Array | undefined>;
}

/** The digest's side of uploads: finding the files that belong to a frame. */
export interface ArtifactFinder {
  /** The files with these debug ids, those of the newest bundle first. Ids of which there is nothing are left out. */
  byDebugId(projectId: string, debugIds: readonly string[]): Promise<Map<string, readonly Artifact[]>>;
  /**
   * Bundles of a release, newest first. With `dist` only those of that dist, without only those of none; a build that
   * names no dist is found by events without one. `limit` counts bundles; files that were uploaded alone come behind
   * them, all of them.
   */
  byRelease(
    projectId: string,
    release: string,
    dist: string | undefined,
    options: { limit: number },
  ): Promise<readonly ArtifactBundle[]>;
  /** Whether anything was uploaded for the release, of whatever dist; for the project at all, without a release. */
  hasAny(projectId: string, release?: string): Promise<boolean>;
  /** Unpacked. `undefined`: the bundle is gone. Throws when it unpacks to more than it says, or than `maxBytes`. */
  read(artifact: Artifact, maxBytes: number): Promise<Uint8Array | undefined>;
  /** What was made of a map and its minified file once: it lies with the map's bundle, and goes with it. */
  symbols(map: Artifact, minified: Artifact | undefined): SymbolBytes;
  putSymbols(map: Artifact, minified: Artifact | undefined, bytes: Uint8Array): Promise<void>;
  /** Bundles live on while they are used. Cheap when it was said lately. */
  noteUse(bundles: readonly Pick<Artifact, 'projectId' | 'bundleId'>[]): Promise<void>;
}
