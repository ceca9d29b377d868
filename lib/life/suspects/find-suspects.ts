import type { Frame, SentryEvent, Stacktrace } from '../../protocol/event.ts';
import { mapPath, type PathMapping } from './map-path.ts';
import { commonEnd, pathParts } from './path-parts.ts';

/** Frames that are looked at, from the one closest to the error: as many as Sentry does. */
const MAX_FRAMES = 25;
/** Characters of changed paths that are compared for one event: some 0.2 s. A release's commits have a megabyte of them at most. */
const MAX_WORK = 10_000_000;

/** A commit, as far as it matters which files it changed. */
export interface TouchingCommit {
  id: string;
  /** Milliseconds since 1970. */
  timestamp?: number;
  files?: readonly { path: string }[];
}

/** A commit that touched a file of the stack trace. */
export interface Suspect<C> {
  commit: C;
  /** Parts of the path that are the same, from its end. */
  score: number;
}

/**
 * Commits that changed the files of an event's frames: those of the frame closest to the error first, of one frame the
 * newest first, each once. A code mapping says where a frame's file lies; where none does, or its file was not
 * changed, a path is compared from its end.
 */
export const findSuspects = <C extends TouchingCommit>(
  event: SentryEvent,
  commits: readonly C[],
  mappings: readonly PathMapping[],
): Suspect<C>[] => {
  const filesCalled = filesByName(commits);
  const found = new Map<string, Suspect<C>>();
  let work = 0;
  for (const path of pathsOf(event)) {
    const files = filesCalled(path.names);
    work += files.reduce((sum, { path: changed }) => sum + changed.length, 0);
    if (work > MAX_WORK) break;
    for (const suspect of touching(path, files, mappings)) {
      const known = found.get(suspect.commit.id);
      if (!known || known.score < suspect.score)
        found.set(suspect.commit.id, known ? { ...known, ...suspect } : suspect);
    }
  }
  return [...found.values()];
};

interface Changed<C> {
  path: string;
  commit: C;
}

/** Changed files by their name without its folder, of which a mapping changes nothing; of one name by the newest commit first. */
const filesByName = <C extends TouchingCommit>(
  commits: readonly C[],
): ((names: ReadonlySet<string>) => Changed<C>[]) => {
  const newestFirst = commits.toSorted((one, other) => (other.timestamp ?? 0) - (one.timestamp ?? 0));
  const files = newestFirst.flatMap(commit => (commit.files ?? []).map(({ path }) => ({ path, commit })));
  const byName = Map.groupBy(files, ({ path }) => nameOf(path));
  return names => [...names].flatMap(name => byName.get(name) ?? []);
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/** Of the files that fit, those that fit best. */
const touching = <C>(
  path: FramePath,
  changed: readonly Changed<C>[],
  mappings: readonly PathMapping[],
): Suspect<C>[] => {
  const files = changed.map(({ path: written, commit }) => ({ parts: pathParts(written), commit }));
  const mapped = path.written.flatMap(written => mapPath(mappings, written)?.path ?? []).map(pathParts);
  const exact = files.filter(({ parts }) => mapped.some(one => isSame(one, parts)));
  if (exact.length > 0) return exact.map(({ commit, parts }) => ({ commit, score: parts.length }));
  const scored = files.map(({ commit, parts }) => ({ commit, score: bestEnd(path.parts, parts) }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), 1);
  return scored.filter(({ score }) => score === best);
};

const bestEnd = (paths: FramePath['parts'], parts: readonly string[]): number =>
  paths.reduce((most, path) => Math.max(most, commonEnd(path, parts)), 0);

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && commonEnd(one, other) === one.length;

/** A frame's file as its fields write it. */
interface FramePath {
  written: readonly string[];
  parts: readonly (readonly string[])[];
  /** Of the file without its folders. */
  names: ReadonlySet<string>;
}

/** Of in-app frames, the one closest to the error first; of all frames where none is in app. */
const pathsOf = (event: SentryEvent): FramePath[] => {
  const frames = stacktracesOf(event).flatMap(({ frames }) => frames.toReversed());
  const inApp = frames.filter(frame => frame.in_app === true);
  return (inApp.length > 0 ? inApp : frames).slice(0, MAX_FRAMES).map(frame => {
    const written = [...new Set(writtenOf(frame))];
    const parts = written.map(pathParts).filter(some => some.length > 0);
    return { written, parts, names: new Set(parts.map(some => some.at(-1) ?? '')) };
  });
};

const writtenOf = ({ filename, abs_path, module, platform }: Frame): string[] =>
  [filename, abs_path, platform === 'java' ? javaPath(module, filename) : undefined].filter(
    path => path !== undefined && path !== '',
  ) as string[];

/** Java names a file without its folder: the module has it. `com.shop.Cart` in `Cart.java` → `com/shop/Cart.java` */
const javaPath = (module: string | undefined, filename: string | undefined): string | undefined => {
  if (!module || !filename || filename.includes('/')) return undefined;
  return [...module.split('.').slice(0, -1), filename].join('/');
};

/** That of the last exception, which is the one that was thrown, first. */
const stacktracesOf = (event: SentryEvent): Stacktrace[] => {
  const exceptions = (event.exception?.values ?? []).toReversed().flatMap(({ stacktrace }) => stacktrace ?? []);
  if (exceptions.length > 0) return exceptions;
  if (event.stacktrace) return [event.stacktrace];
  const threads = (event.threads?.values ?? []).filter(({ crashed, current }) => crashed || current);
  return threads.flatMap(({ stacktrace }) => stacktrace ?? []);
};
