import { describeError } from '../../log.ts';
import type { Artifact } from '../../ports/artifact-store.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import type { FindModule } from '../../symbolicate/javascript-module.ts';
import { symbolicateEvent, wantsSymbolication } from '../../symbolicate/symbolicate-event.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { moduleFinder } from './find-module.ts';

/** Milliseconds that one batch may take for its maps, and that it leaves to the rest of the digest. */
export const MAX_MS = 20_000;
export const RESERVED_MS = 25_000;
/** Builds of one batch whose files are remembered until its end. */
const MAX_BUILDS = 1_000;

export interface SymbolicateOptions {
  /** Milliseconds that are left to the digest. */
  timeLeft?: () => number;
  /** Of them, for what comes after the maps. */
  reservedMs?: number;
}

/** The events of one project with their frames as developers wrote them. What cannot be mapped says why. */
export const symbolicateEvents = async <T extends { event: SentryEvent }>(
  deps: SymbolicateDeps,
  projectId: string,
  items: readonly T[],
  { timeLeft = () => Number.POSITIVE_INFINITY, reservedMs = RESERVED_MS }: SymbolicateOptions = {},
): Promise<T[]> => {
  const deadline: Deadline = {
    at: deps.clock.now() + Math.max(Math.min(MAX_MS, timeLeft() - reservedMs), 0),
    now: () => deps.clock.now(),
  };
  const used = new Map<string, Artifact>();
  const finderOf = findersByBuild(deps, projectId, deadline, used);
  const mapped: T[] = [];
  // One after the other: the events of a batch share their files, and most of their places.
  for (const item of items) mapped.push({ ...item, event: await symbolicate(deps, item.event, finderOf) });
  if (used.size > 0) await noteUse(deps, [...used.values()]);
  return mapped;
};

/** An event that nobody foresaw is kept as it came; when what lies behind the ports is away, all of it comes again. */
const symbolicate = async (
  { faultOf, log }: Pick<SymbolicateDeps, 'faultOf' | 'log'>,
  event: SentryEvent,
  finderOf: (event: SentryEvent) => FindModule,
): Promise<SentryEvent> => {
  try {
    return await symbolicateEvent(event, wantsSymbolication(event) ? finderOf(event) : NOTHING);
  } catch (error) {
    if (faultOf(error) === 'outage') throw error;
    log('error', 'event not symbolicated', { event: event.event_id, ...describeError(error) });
    return event;
  }
};

/** No frame asks. */
const NOTHING: FindModule = async () => ({ fault: 'no_uploads', scraping: [] });

const findersByBuild = (
  deps: SymbolicateDeps,
  projectId: string,
  deadline: Deadline,
  used: Map<string, Artifact>,
): ((event: SentryEvent) => FindModule) => {
  const finders = new Map<string, FindModule>();
  const noteUse = (artifact: Artifact): void => void used.set(artifact.bundleId, artifact);
  return ({ release, dist }) => {
    const key = JSON.stringify([release, dist]);
    const finder = finders.get(key) ?? moduleFinder(deps, { projectId, release, dist }, { deadline, noteUse });
    if (finders.size < MAX_BUILDS) finders.set(key, finder);
    return finder;
  };
};

/** That a bundle was used is no reason to digest events twice. */
const noteUse = async (
  { artifacts, log }: Pick<SymbolicateDeps, 'artifacts' | 'log'>,
  used: readonly Artifact[],
): Promise<void> => {
  try {
    await artifacts.noteUse(used.map(({ projectId, bundleId }) => ({ projectId, bundleId })));
  } catch (error) {
    log('warn', 'use of uploads not noted', { bundles: used.length, ...describeError(error) });
  }
};
