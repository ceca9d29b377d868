import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { IssueShare, TallyStore } from '../ports/tally-store.ts';
import { DEFAULT_SAMPLING, type SamplingPolicy } from './choose-kept.ts';
import { coalesce, type Slot } from './coalesce.ts';
import { type Again, type Counted, eventsOf, nothingCounted, settle, settleAgain } from './counted.ts';
import type { DigestEvent } from './digest-event.ts';
import { findFormer } from './find-former.ts';
import type { Origin } from './origin.ts';
import { packLoose, packTallies } from './pack-tallies.ts';
import { pauseWithJitter } from './pause.ts';
import { type PlanDeps, planShares } from './plan-shares.ts';
import type { ReleaseWarner } from './release-warner.ts';
import { type ShareRules, usersOf } from './share.ts';

export interface CountDeps extends PlanDeps {
  clock: Clock;
  ids: Ids;
  retentionDays: number;
  releaseWarner: ReleaseWarner;
  /** Absent: `DEFAULT_SAMPLING` for all. */
  samplingOf?: (projectId: string) => SamplingPolicy | Promise<SamplingPolicy>;
}

const DAY_MS = 86_400_000;
/** Rounds of plan and record before what is left is handed back to the queue. */
const MAX_ROUNDS = 12;

/** What is still to be counted. */
interface Open {
  /** Each event id once. */
  events: DigestEvent[];
  /** The same ids from other messages. They wait until the event itself is counted. */
  duplicates: DigestEvent[];
}

/**
 * Counts the events of one project exactly once each, whatever was counted before, in as few writes as they allow.
 * The first round trusts that nothing was counted yet, which is nearly always so; the transaction itself would refuse
 * otherwise, and then the receipts are read.
 */
export const countEvents = async (
  deps: CountDeps,
  origin: Origin,
  events: readonly DigestEvent[],
): Promise<Counted> => {
  const counted = nothingCounted();
  const policy = (await deps.samplingOf?.(origin.projectId)) ?? DEFAULT_SAMPLING;
  let open = takeDistinct(events);
  for (let round = 0; round < MAX_ROUNDS && hasAny(open); round++) {
    const rules = { policy, retentionMs: deps.retentionDays * DAY_MS, now: deps.clock.now() };
    const known = round === 0 ? { open, again: [] } : await readReceipts(deps.tally, origin, open, counted);
    const outcome = await countRound(deps, origin, rules, known, counted);
    open = outcome.open;
    if (outcome.contended) await pauseWithJitter(deps.ids, round);
  }
  counted.failed.push(...open.events, ...open.duplicates);
  return counted;
};

const hasAny = ({ events, duplicates }: Open): boolean => events.length + duplicates.length > 0;

/** Within a batch the first message that brings an event counts it, the others bring duplicates. */
const takeDistinct = (events: readonly DigestEvent[]): Open => {
  const first = new Map<string, DigestEvent>();
  const duplicates = new Map<string, DigestEvent>();
  for (const event of events) {
    const same = first.get(event.eventId);
    if (!same) first.set(event.eventId, event);
    // The same message twice in a batch is a redelivery, not a duplicate.
    else if (same.messageId !== event.messageId) duplicates.set(`${event.eventId}${event.messageId}`, event);
  }
  return { events: [...first.values()], duplicates: [...duplicates.values()] };
};

/** What was counted already is taken out, by what the receipts say. */
const readReceipts = async (
  tally: TallyStore,
  { projectId }: Origin,
  open: Open,
  counted: Counted,
): Promise<{ open: Open; again: Again }> => {
  const asked = [...open.events, ...open.duplicates];
  const states = await tally.receipts(projectId, asked);
  const events: DigestEvent[] = [];
  const duplicates: DigestEvent[] = [];
  const again: Again = [];
  for (const [index, event] of asked.entries()) {
    const receipt = states[index]!; // one for each, in their order
    if (receipt.state === 'counted') again.push({ event, kept: receipt.kept });
    else if (receipt.state === 'duplicate') duplicates.push(event);
    else if (receipt.state === 'duplicate_counted') counted.duplicates.push(event);
    else if (receipt.state === 'reserved') events.push(event);
    else (index < open.events.length ? events : duplicates).push(event);
  }
  return { open: { events, duplicates }, again };
};

interface Left {
  open: Open;
  contended: boolean;
}

/** One round: plan all shares, pack them into transactions, write those one after the other. */
const countRound = async (
  deps: CountDeps,
  origin: Origin,
  rules: ShareRules,
  { open, again }: { open: Open; again: Again },
  counted: Counted,
): Promise<Left> => {
  const hashes = [...open.events, ...again.map(({ event }) => event)].flatMap(event => event.hashes);
  const owners = await deps.tally.findOwners(origin.projectId, hashes);
  const events = await findFormer(deps.tally, origin.projectId, open.events, owners);
  await settleAgain(deps.tally, owners, again, counted);
  const { slots, discarded } = coalesce(events, owners);
  const first = await recordShares(deps, origin, rules, slots, counted);
  const second = await recordLoose(deps.tally, origin, 'discarded', discarded, counted.discarded);
  const waiting = new Set([...first.events, ...second.events].map(({ eventId }) => eventId));
  const ready = open.duplicates.filter(({ eventId }) => !waiting.has(eventId));
  const third = await recordLoose(deps.tally, origin, 'duplicates', ready, counted.duplicates);
  return {
    open: {
      events: [...first.events, ...second.events],
      duplicates: [...open.duplicates.filter(({ eventId }) => waiting.has(eventId)), ...third.events],
    },
    contended: first.contended || second.contended || third.contended,
  };
};

interface Unrecorded {
  events: DigestEvent[];
  contended: boolean;
}

const recordShares = async (
  deps: CountDeps,
  origin: Origin,
  rules: ShareRules,
  slots: readonly Slot[],
  counted: Counted,
): Promise<Unrecorded> => {
  const left: Unrecorded = { events: [], contended: false };
  const shares = await planShares(deps, origin, rules, slots);
  await keepShown(deps.tally, shares);
  const entry = () => ({ id: deps.ids.hex32(), since: rules.now });
  const warnings = await deps.releaseWarner.due(origin, shares.flatMap(eventsOf), rules.now);
  for (const tally of packTallies(deps.tally, origin.projectId, shares, entry, warnings)) {
    const result = await deps.tally.record(tally);
    if (result === 'recorded') settle(tally, origin, counted);
    else left.events.push(...tally.shares.flatMap(eventsOf));
    left.contended ||= result === 'contended';
  }
  await addUsersOfNew(deps.tally, shares);
  return left;
};

/** As the time of an issue moves on, a day at a time, so does that of all that it shows. */
const keepShown = async (tally: TallyStore, shares: readonly IssueShare[]): Promise<void> => {
  for (const { issue } of shares) {
    if (issue.kind === 'new') continue;
    const shown = issue.primary ?? issue;
    if (shown.issue.merged && shown.change.expires) await tally.keepMerged(shown.issue, shown.change.expires);
  }
};

/** Those that a new issue's own row has no room for. A death before this is made up for by the next delivery. */
const addUsersOfNew = async (tally: TallyStore, shares: readonly IssueShare[]): Promise<void> => {
  const crowded = shares.flatMap(share => {
    if (share.issue.kind !== 'new') return [];
    const { issue } = share.issue;
    return issue.users > issue.birth.users.length ? [{ issue, hashes: usersOf(eventsOf(share)) }] : [];
  });
  await tally.addUsers(crowded);
};

const recordLoose = async (
  tally: TallyStore,
  { projectId }: Origin,
  kind: 'duplicates' | 'discarded',
  events: readonly DigestEvent[],
  counted: DigestEvent[],
): Promise<Unrecorded> => {
  const left: Unrecorded = { events: [], contended: false };
  for (const loose of packLoose(tally, projectId, kind, events)) {
    const result = await tally.record(loose);
    // Packed of these very events just now.
    const packed = (loose[kind] ?? []) as DigestEvent[];
    (result === 'recorded' ? counted : left.events).push(...packed);
    left.contended ||= result === 'contended';
  }
  return left;
};
