import type { ArtifactFinder } from '../ports/artifact-store.ts';
import type { ReleaseStore } from '../ports/release-store.ts';
import { MAX_UNMAPPED_TOLD, type TallyStore } from '../ports/tally-store.ts';
import { recent } from '../protocol/recent.ts';
import type { FrameFault } from '../symbolicate/fault.ts';
import { debugIdsOf } from '../symbolicate/symbolicate-event.ts';
import type { DigestEvent } from './digest-event.ts';
import type { Origin } from './origin.ts';
import type { ReleaseWarnings } from './pack-tallies.ts';
import { dayOf, isReleaseOfRow } from './release-uses.ts';

export interface ReleaseWarnerDeps {
  artifacts: Pick<ArtifactFinder, 'hasAny' | 'byDebugId'>;
  releases: Pick<ReleaseStore, 'get'>;
  tally: Pick<TallyStore, 'unmappedTold'>;
}

/** Finds the releases that came without source maps, and that people are to be told of. */
export interface ReleaseWarner {
  /** Whoever records a tally with one of them has told; until then they are due again. @param now milliseconds since 1970 */
  due(origin: Origin, events: readonly DigestEvent[], now: number): Promise<ReleaseWarnings>;
}

/** Of a project that does not want to be told. */
export const SILENT_WARNER: ReleaseWarner = { due: async () => new Map() };

/** Whoever is told that a release has no maps uploads them, or has them uploaded by a build that takes its time. */
const ASK_AGAIN_MS = 60_000;
/** Releases and projects that a process remembers to have asked about, a hundred bytes each. */
const MAX_REMEMBERED = 10_000;
/** Releases of one batch that are asked about; of a further one the next event may tell. */
const MAX_ASKED = 50;
/** Debug ids of one event that are looked up: those of the files of its frames are seldom more. */
const MAX_DEBUG_IDS = 20;
/** Characters of the file that people are told of. */
const MAX_FILE = 500;

/** With these nothing that was uploaded had the file, or its map. */
const NOTHING_THERE: ReadonlySet<FrameFault> = new Set([
  'missing_source',
  'scraping_disabled',
  'missing_sourcemap',
  'no_sourcemap_reference',
]);

export const releaseWarner = (deps: ReleaseWarnerDeps): ReleaseWarner => {
  // Until when nobody asks again (ms), by project and release, or by project.
  const silent = recent<number>(MAX_REMEMBERED);
  const isSilent = (key: string, now: number): boolean => (silent.get(key) ?? 0) > now;

  /** How many people may still be told of. */
  const roomOf = async (projectId: string, now: number): Promise<number> => {
    const room = MAX_UNMAPPED_TOLD - (await deps.tally.unmappedTold(projectId, dayOf(now)));
    // A project that never had an upload is told so by each of its notifications.
    return room > 0 && (await deps.artifacts.hasAny(projectId)) ? room : 0;
  };

  const keyOf = (projectId: string, version: string): string => `${projectId}/${version}`;
  return {
    due: async (origin, events, now) => {
      const { projectId } = origin;
      const asked = [...suspectsOf(events)].filter(([version]) => !isSilent(keyOf(projectId, version), now));
      if (asked.length === 0 || isSilent(projectId, now)) return new Map();
      const room = await roomOf(projectId, now);
      if (room === 0) silent.set(projectId, now + ASK_AGAIN_MS);
      const found = room === 0 ? [] : await findDue(deps, projectId, asked.slice(0, MAX_ASKED));
      for (const { version, isTold, isDue } of found)
        if (!isDue) silent.set(keyOf(projectId, version), isTold ? Number.POSITIVE_INFINITY : now + ASK_AGAIN_MS);
      return warningsOf(origin, found.filter(({ isDue }) => isDue).slice(0, room));
    },
  };
};

/** By version, the first event that shows that nothing was uploaded for it, where none shows otherwise. */
const suspectsOf = (events: readonly DigestEvent[]): Map<string, DigestEvent> => {
  const suspects = new Map<string, DigestEvent>();
  const mapped = new Set<string>();
  for (const one of events) {
    const { release } = one.event;
    if (!one.maps || !isReleaseOfRow(release)) continue;
    if (one.maps.coverage !== 'unmapped') mapped.add(release);
    else if (isSuspect(one.maps) && !suspects.has(release)) suspects.set(release, one);
  }
  for (const version of mapped) suspects.delete(version);
  return suspects;
};

const isSuspect = ({ missing }: NonNullable<DigestEvent['maps']>): boolean =>
  missing !== undefined && NOTHING_THERE.has(missing.fault) && isDeployed(missing.file);

/** A file of a page or an app that is out there. What runs on a developer's machine has no upload, and a server may run what was written. */
const isDeployed = (file: string): boolean => {
  if (/^app:/i.test(file)) return true;
  if (!/^https?:/i.test(file) || !URL.canParse(file)) return false;
  const { hostname } = new URL(file);
  return !/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i.test(hostname);
};

interface Found {
  version: string;
  event: DigestEvent;
  isTold: boolean;
  isDue: boolean;
}

const findDue = async (
  { artifacts, releases }: ReleaseWarnerDeps,
  projectId: string,
  asked: readonly (readonly [version: string, event: DigestEvent])[],
): Promise<Found[]> => {
  const versions = asked.map(([version]) => version);
  const known = await releases.get(projectId, versions);
  return Promise.all(
    asked.map(async ([version, event]): Promise<Found> => {
      const release = known.get(version);
      const isTold = release?.unmappedTold !== undefined;
      const isDue = release !== undefined && !isTold && !(await hasUploads(artifacts, projectId, version, event));
      return { version, event, isTold, isDue };
    }),
  );
};

/** For the release, or for the files of the event whatever release their upload named. */
const hasUploads = async (
  artifacts: ReleaseWarnerDeps['artifacts'],
  projectId: string,
  version: string,
  { event }: DigestEvent,
): Promise<boolean> => {
  if (await artifacts.hasAny(projectId, version)) return true;
  const ids = [...new Set(debugIdsOf(event).values())].slice(0, MAX_DEBUG_IDS);
  return ids.length > 0 && (await artifacts.byDebugId(projectId, ids)).size > 0;
};

const warningsOf = (origin: Origin, found: readonly Found[]): ReleaseWarnings =>
  new Map(
    found.map(({ version, event: { eventId, event, maps } }) => [
      eventId,
      {
        kind: 'unmapped_release',
        organization: origin.organization,
        projectId: origin.projectId,
        projectSlug: origin.projectSlug,
        version,
        eventId,
        file: (maps?.missing?.file ?? '').slice(0, MAX_FILE),
        fault: maps?.missing?.fault ?? '',
        ...(event.environment && { environment: event.environment }),
      },
    ]),
  );
