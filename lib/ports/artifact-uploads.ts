import type { Artifact, ArtifactBundle } from './artifact-store.ts';

/** A file as people and tools see it in a list. */
export interface ListedArtifact extends Artifact {
  /** Its name in the archive; of a file that was uploaded alone the name that it was given. */
  path: string;
  /** Of its unpacked bytes, 40 hex digits. */
  sha1: string;
}

/** What is known of a bundle before its files are. */
export interface BundleDraft {
  projectId: string;
  origin: Artifact['origin'];
  /** Bytes of the whole. */
  size: number;
}

/** A bundle that is being written: nobody sees it, and when it is never published it goes after a day. */
export interface OpenBundle {
  projectId: string;
  bundleId: string;
  origin: Artifact['origin'];
  size: number;
}

export interface Publication {
  release?: string;
  dist?: string;
  /** Bundles with the same, of the same release and dist, are the same build: the newest stays. */
  sameAs: string;
  files: readonly ListedArtifact[];
}

/** A bundle as it is listed. */
export interface UploadedBundle extends Omit<ArtifactBundle, 'files'> {
  size: number;
  fileCount: number;
  /** Milliseconds since 1970: when it goes, if nobody uses it before. */
  until: number;
}

export interface UploadPage {
  bundles: UploadedBundle[];
  next?: string;
}

/** What an upload is refused for: all that a project may keep is kept. */
export type Full = 'too_many_bytes' | 'too_many_bundles';

/** The side of uploads that writes, lists and deletes. */
export interface ArtifactUploads {
  /** Makes room for a bundle. */
  open(draft: BundleDraft): Promise<OpenBundle | Full>;
  /** Its bytes, in pieces of any size; they may be larger than memory. */
  write(bundle: OpenBundle, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** A part of what was written; less at its end. */
  readBytes(bundle: Pick<Artifact, 'projectId' | 'bundleId'>, offset: number, length: number): Promise<Uint8Array>;
  /**
   * Lets it be seen, all at once. `taken`: a file that was uploaded alone has the name of another of its release and
   * dist, and was dropped.
   */
  publish(bundle: OpenBundle, publication: Publication): Promise<'published' | 'taken'>;
  /** Nobody sees it from now on; its bytes go with the next sweep. `false`: nobody saw it anyway. */
  drop(projectId: string, bundleId: string): Promise<boolean>;
  /** Those that can be seen, newest first. */
  list(projectId: string, options: { limit: number; cursor?: string }): Promise<UploadPage>;
  /** Bundles of a release, of whatever dist, newest first; `MAX_LISTED_OF_RELEASE` at most. */
  ofRelease(projectId: string, release: string): Promise<UploadedBundle[]>;
  /** `undefined`: it cannot be seen. */
  get(projectId: string, bundleId: string): Promise<UploadedBundle | undefined>;
  files(bundle: Pick<Artifact, 'projectId' | 'bundleId'>): Promise<readonly ListedArtifact[]>;
  /** Files of a release that were uploaded alone, of whatever dist, by name; `MAX_RELEASE_FILES` at most. */
  releaseFiles(projectId: string, release: string): Promise<readonly ReleaseFile[]>;
}

export interface ReleaseFile {
  bundle: UploadedBundle;
  file: ListedArtifact;
}

/** What a clock does about uploads. */
export interface ArtifactExpiry {
  /** Takes away what is due: expired, dropped, or never finished. @returns how many are gone */
  purge(now: number, limit: number): Promise<number>;
}

/** Milliseconds that a bundle stays after its upload, and after its last use. As Sentry's. */
export const BUNDLE_LIFE_MS = 90 * 86_400_000;
/** A bundle that is used lives on when so much of its life has passed. As Sentry's. */
export const RENEW_AFTER_MS = 30 * 86_400_000;
/** Milliseconds that a bundle may take to be written. */
export const UNFINISHED_LIFE_MS = 86_400_000;
/** Bytes and bundles that one project may keep. */
export const MAX_PROJECT_BYTES = 20 * 1024 ** 3;
export const MAX_PROJECT_BUNDLES = 20_000;
/** Bundles of one release that are listed at once. */
export const MAX_LISTED_OF_RELEASE = 100;
/** Files of one release that were uploaded alone. */
export const MAX_RELEASE_FILES = 1_000;
