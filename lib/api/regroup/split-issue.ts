import type { GroupingRules } from '../../grouping/grouping-rules.ts';
import { rulesOf } from '../../grouping/rules-of.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import { NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { Carving } from '../../ports/issue-store.ts';
import type { Regrouping, RegroupingFault, RegroupingStep } from '../../ports/regrouping-store.ts';
import { carvedEvents } from './carved-events.ts';
import type { RegroupDeps } from './note-progress.ts';
import { splitOff } from './split-off.ts';
import { wholeEvents } from './whole-events.ts';

type SplitStep = Extract<RegroupingStep, { kind: 'split' }>;
type Why = RegroupingFault['why'] | 'unready' | undefined;

/** Events that come while they are being looked at are looked at again, this often. */
const MAX_ROUNDS = 5;
/** Milliseconds in between: a digest has counted an event a moment before it keeps it. */
const PAUSE_MS = 150;

/**
 * First the issue shows what leaves as another's, and nobody sees a difference; then the events are moved, hashes lead
 * there, and last it is split off, as a merged issue is. Each can be done twice: who dies in between begins again.
 */
export const splitIssue = async (deps: RegroupDeps, regrouping: Regrouping, step: SplitStep): Promise<Why> => {
  const { projectId } = regrouping;
  const { from, id, eventIds, hashes } = step;
  const why = await carveOut(deps, regrouping, step);
  if (why !== undefined) return why;
  await deps.events.move(projectId, eventIds, { from, to: id });
  const { attached, owned } = await deps.issues.attachHashes(id, hashes);
  await splitOff(deps, regrouping, from, id);
  if (owned.size > 0) return 'elsewhere';
  return attached.length < hashes.length ? 'full' : undefined;
};

const carveOut = async (deps: RegroupDeps, regrouping: Regrouping, step: SplitStep): Promise<Why> => {
  const rules = await rulesAfter(deps, regrouping);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = await deps.issues.get([step.from, step.id]);
    // It is there already, wherever it is shown.
    if (known.has(step.id)) return undefined;
    if (known.get(step.from)?.id !== step.from) return 'gone';
    const events = (await wholeEvents(deps, step.from)) ?? [];
    const carving = carvingOf(events, step, rules);
    if (!carving) return 'counted';
    const result = await deps.issues.carve(step.from, carving);
    if (result === 'carved') return undefined;
    if (result !== 'changed') return result;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  return 'counted';
};

/** By the rules that its parts are named by from now on. */
const rulesAfter = async ({ grouping }: RegroupDeps, { projectId, rules }: Regrouping): Promise<GroupingRules> => {
  const settings = (await grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  return rulesOf({ ...settings, ...rules?.after });
};

const carvingOf = (
  events: readonly StoredEvent[],
  { id, number, eventIds }: SplitStep,
  rules: GroupingRules,
): Carving | undefined => {
  const leaving = new Set(eventIds);
  const [part, ...parts] = events.filter(({ eventId }) => leaving.has(eventId));
  const [rest, ...others] = events.filter(({ eventId }) => !leaving.has(eventId));
  // Of some nothing is kept any more, or nothing would stay.
  if (!part || !rest || parts.length + 1 < leaving.size) return undefined;
  return { id, number, part: carvedEvents([part, ...parts], rules), rest: carvedEvents([rest, ...others], rules) };
};
