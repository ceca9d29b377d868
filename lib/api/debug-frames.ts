import type { Artifact, ArtifactBundle } from '../ports/artifact-store.ts';
import type { Frame, SentryEvent } from '../protocol/event.ts';
import { isObject, type Json } from '../protocol/json.ts';
import { candidateUrls } from '../symbolicate/candidate-urls.ts';
import { findByUrl } from '../symbolicate/find-by-url.ts';
import { joinPath } from '../symbolicate/join-path.ts';
import { mapReference, referenceOf } from '../symbolicate/map-reference.ts';
import { debugIdsOf } from '../symbolicate/symbolicate-event.ts';
import { withoutAsync } from '../symbolicate/wants-symbols.ts';
import type { ApiDeps } from './api-request.ts';

type LookupResult = 'found' | 'wrong-dist' | 'unsuccessful';

interface FrameDebug {
  debug_id_process: {
    debug_id: string | null;
    uploaded_source_file_with_correct_debug_id: boolean;
    uploaded_source_map_with_correct_debug_id: boolean;
  };
  release_process: {
    abs_path: string;
    matching_source_file_names: string[];
    matching_source_map_name: string | null;
    source_map_reference: string | null;
    source_file_lookup_result: LookupResult;
    source_map_lookup_result: LookupResult;
  } | null;
  scraping_process: { source_file: Json; source_map: Json };
}

/** What was uploaded for an event's release: with its dist, and with others. */
export interface FrameUploads {
  projectId: string;
  release: string | undefined;
  own: readonly ArtifactBundle[];
  otherDists: readonly { files: readonly Artifact[] }[];
}

/** Frames of one event that are explained, the newest; the same file is explained once. */
const MAX_FRAMES = 250;
/** Built files that are read for the name of their map; bytes of one, and of an answer's name of a map. */
const MAX_READ_FILES = 20;
const MAX_READ_BYTES = 8 * 1024 * 1024;
const MAX_REFERENCE_CHARS = 200;

interface Debugged {
  exceptions: { frames: FrameDebug[] }[];
  hasDebugIds: boolean;
  hasUploadedDebugId: boolean;
}

/** How the files of each frame are found, frame by frame as the SDK sent them. */
export const debugFrames = async (
  deps: Pick<ApiDeps, 'artifacts'>,
  uploads: FrameUploads,
  event: SentryEvent,
): Promise<Debugged> => {
  const debugIds = debugIdsOf(event);
  const files = await deps.artifacts.byDebugId(uploads.projectId, [...new Set(debugIds.values())]);
  const references = new Map<string, Promise<string | undefined>>();
  const explain = async (frame: Frame): Promise<FrameDebug> => {
    const path = withoutAsync(frame.abs_path ?? '');
    const found = findByUrl<Artifact, ArtifactBundle>(uploads.own, path, ['minified_source'])?.file;
    const known = references.get(path) ?? referenceIn(deps, references.size < MAX_READ_FILES ? found : undefined);
    references.set(path, known);
    const reference = await known;
    return {
      debug_id_process: explainId(debugIds.get(path), files),
      release_process: uploads.release === undefined || path === '' ? null : explainRelease(uploads, path, reference),
      scraping_process: explainScraping(event, path, reference),
    };
  };
  const exceptions = [];
  for (const frames of framesOf(event)) {
    const explained: FrameDebug[] = [];
    for (const frame of frames) explained.push(await explain(frame));
    exceptions.push({ frames: explained });
  }
  return { exceptions, hasDebugIds: debugIds.size > 0, hasUploadedDebugId: files.size > 0 };
};

const framesOf = ({ exception }: SentryEvent): Frame[][] =>
  (exception?.values ?? []).map(({ raw_stacktrace, stacktrace }) =>
    ((raw_stacktrace ?? stacktrace)?.frames ?? []).slice(-MAX_FRAMES),
  );

const explainId = (
  debugId: string | undefined,
  files: ReadonlyMap<string, readonly Artifact[]>,
): FrameDebug['debug_id_process'] => {
  const types = new Set((files.get(debugId ?? '') ?? []).map(({ type }) => type));
  return {
    debug_id: debugId ?? null,
    uploaded_source_file_with_correct_debug_id: types.has('minified_source'),
    uploaded_source_map_with_correct_debug_id: types.has('source_map'),
  };
};

/** What a built file says of its map: the upload's own word of it, then the file's comment. */
const referenceIn = async (
  { artifacts }: Pick<ApiDeps, 'artifacts'>,
  file: Artifact | undefined,
): Promise<string | undefined> => {
  if (file?.sourceMap !== undefined) return referenceOf(file.sourceMap);
  if (!file || file.size > MAX_READ_BYTES) return undefined;
  const bytes = await artifacts.read(file, MAX_READ_BYTES);
  return bytes && mapReference(new TextDecoder().decode(bytes)).url;
};

const explainRelease = (
  uploads: FrameUploads,
  path: string,
  reference: string | undefined,
): FrameDebug['release_process'] => {
  const isInline = reference?.startsWith('data:') ?? false;
  const mapUrl = reference === undefined || isInline ? undefined : joinPath(path, reference);
  return {
    abs_path: path,
    matching_source_file_names: candidateUrls(path),
    matching_source_map_name: mapUrl === undefined ? null : (candidateUrls(mapUrl).at(-1) ?? null),
    source_map_reference: reference?.slice(0, MAX_REFERENCE_CHARS) ?? null,
    source_file_lookup_result: lookUp(uploads, path, 'minified_source'),
    // What is in the file is found with it.
    source_map_lookup_result: isInline ? 'found' : lookUp(uploads, mapUrl, 'source_map'),
  };
};

const lookUp = (uploads: FrameUploads, url: string | undefined, type: Artifact['type']): LookupResult => {
  if (url === undefined) return 'unsuccessful';
  if (findByUrl<Artifact, ArtifactBundle>(uploads.own, url, [type])) return 'found';
  return findByUrl(uploads.otherDists, url, [type]) ? 'wrong-dist' : 'unsuccessful';
};

const explainScraping = (
  { scraping_attempts: attempts }: SentryEvent,
  path: string,
  reference: string | undefined,
): FrameDebug['scraping_process'] => {
  const mapUrl = reference === undefined ? undefined : joinPath(path, reference);
  return { source_file: attemptAt(attempts, path), source_map: attemptAt(attempts, mapUrl) };
};

const attemptAt = (attempts: SentryEvent[string], url: string | undefined): Json => {
  if (url === undefined || !Array.isArray(attempts)) return null;
  return attempts.find(attempt => isObject(attempt) && attempt.url === url) ?? null;
};
