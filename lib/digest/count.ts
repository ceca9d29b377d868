import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { IssueShare, TallyStore } from '../ports/tally-store.ts';
import { coalesce, type Slot } from './coalesce.ts';
import type { DigestEvent } from './digest-event.ts';
import { openIssue } from './open-issue.ts';
import type { Origin } from './origin.ts';
import { packTallies } from './pack-tallies.ts';
import { pauseWithJitter } from './pause.ts';
import { afterShare, knownIssueShare, newIssueShare, type ShareInput } from './share.ts';
import { splitShares } from './split-shares.ts';

export interface CountDeps {
  clock: Clock;
  ids: Ids;
  tally: TallyStore;
}

/** What became of each event. */
export interface Counted {
  /** Counted just now. */
  fresh: { event: DigestEvent; issue: Issue }[];
  /** Counted by an earlier delivery of the same message, which may have died before it stored and announced. */
  again: { event: DigestEvent; issue: Issue }[];
  announcements: { announcement: NonNullable<IssueShare['announcement']>; issue: Issue }[];
  /** Could not be counted: their records have to come again. */
  failed: DigestEvent[];
}

const YEAR_MS = 366 * 86_400_000;
/** Rounds of plan and record before what is left is handed back to the queue. */
const MAX_ROUNDS = 12;

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
  const counted: Counted = { fresh: [], again: [], announcements: [], failed: [] };
  let open = [...events];
  for (let round = 0; open.length > 0 && round < MAX_ROUNDS; round++) {
    const known = await deps.tally.findIssues(
      origin.projectId,
      open.flatMap(event => event.hashes),
    );
    const slots = coalesce(open, known);
    const inputs = round === 0 ? slots.map(takeDistinct) : await readReceipts(deps.tally, slots, counted);
    const outcome = await recordRound(deps, origin, slots, inputs, counted);
    open = outcome.open;
    if (outcome.contended) await pauseWithJitter(deps.ids, round);
  }
  counted.failed.push(...open);
  return counted;
};

/** Within a batch the first message that brings an event counts it, the others bring duplicates. */
const takeDistinct = (slot: Slot): ShareInput => {
  const first = new Map<string, DigestEvent>();
  const duplicates: DigestEvent[] = [];
  for (const event of slot.events) {
    const same = first.get(event.eventId);
    if (!same) first.set(event.eventId, event);
    // The same message twice in a batch is a redelivery, not a duplicate.
    else if (same.messageId !== event.messageId) duplicates.push(event);
  }
  return { events: [...first.values()], duplicates, newHashes: slot.newHashes };
};

/** What was counted already is taken out, by what the receipts say. */
const readReceipts = async (tally: TallyStore, slots: readonly Slot[], counted: Counted): Promise<ShareInput[]> => {
  const asked = slots.flatMap(slot =>
    slot.issue ? slot.events.map(event => ({ issueId: slot.issue!.id, issue: slot.issue!, event })) : [],
  );
  const states = await tally.receipts(asked);
  const stateOf = new Map(asked.map(({ event }, index) => [event, states[index]]));
  for (const { event, issue } of asked) if (stateOf.get(event) === 'counted') counted.again.push({ event, issue });
  return slots.map(slot => {
    const uncounted = slot.events.filter(event => (stateOf.get(event) ?? 'none') === 'none');
    const distinct = takeDistinct({ ...slot, events: uncounted });
    const duplicates = slot.events.filter(event => stateOf.get(event) === 'duplicate');
    return { ...distinct, duplicates: [...distinct.duplicates, ...duplicates] };
  });
};

/** One round: plan all shares, pack them into transactions, write those one after the other. */
const recordRound = async (
  deps: CountDeps,
  origin: Origin,
  slots: readonly Slot[],
  inputs: readonly ShareInput[],
  counted: Counted,
): Promise<{ open: DigestEvent[]; contended: boolean }> => {
  const shares = await planShares(deps, origin, slots, inputs);
  const open: DigestEvent[] = [];
  let contended = false;
  for (const tally of packTallies(deps.tally, origin.projectId, shares)) {
    const result = await deps.tally.record(tally);
    if (result === 'contended') contended = true;
    for (const share of tally.shares) {
      if (result === 'recorded') settle(share, counted);
      else open.push(...eventsOf(share));
    }
  }
  return { open, contended };
};

const planShares = async (
  deps: CountDeps,
  origin: Origin,
  slots: readonly Slot[],
  inputs: readonly ShareInput[],
): Promise<IssueShare[]> => {
  const fresh = slots.filter(slot => !slot.issue).length;
  let number = fresh > 0 ? await deps.tally.reserveShortIds(origin.projectId, fresh) : 0;
  const now = deps.clock.now();
  return slots.flatMap((slot, index) => {
    const input = inputs[index]!; // one input a slot, made from them above
    if (input.events.length === 0 && input.duplicates.length === 0) return [];
    return splitShares(deps.tally, input, (part, previous) => {
      const issue = previous ? afterShare(previous) : slot.issue;
      if (issue) return knownIssueShare(issue, part, now);
      return newIssueShare(
        openIssue(deps.ids, origin, part.events, { now, number: number++, expires: now + YEAR_MS }),
        part,
        now,
      );
    });
  });
};

const settle = (share: IssueShare, counted: Counted): void => {
  const issue = afterShare(share);
  for (const event of share.events as DigestEvent[]) counted.fresh.push({ event, issue });
  if (share.announcement) counted.announcements.push({ announcement: share.announcement, issue });
};

// Shares are made of digest events here; the port knows only the part that it needs.
const eventsOf = (share: IssueShare): DigestEvent[] => [...share.events, ...share.duplicates] as DigestEvent[];
