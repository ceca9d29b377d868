import type { Issue } from '../ports/issue-store.ts';
import type { IssueShare, TallyStore } from '../ports/tally-store.ts';
import type { Assignee } from '../protocol/issue-life.ts';
import { bornTo, ownersAtBirth, tellBirth } from './assign-at-birth.ts';
import type { Slot } from './coalesce.ts';
import { cutSlot, type Part } from './cut-slot.ts';
import { type DecideLifeDeps, decideLife } from './decide-life.ts';
import type { DigestEvent } from './digest-event.ts';
import { openIssue } from './open-issue.ts';
import type { Origin } from './origin.ts';
import { type KnownFacts, knownIssueShare, newIssueShare, type Planned, type ShareRules, usersOf } from './share.ts';

export interface PlanDeps extends DecideLifeDeps {
  tally: TallyStore;
}

/** All shares of a batch: what is known of its issues is looked up once, then each slot is cut and planned. */
export const planShares = async (
  deps: PlanDeps,
  origin: Origin,
  rules: ShareRules,
  slots: readonly Slot[],
): Promise<IssueShare[]> => {
  const facts = await readFacts(deps, rules, slots);
  const born = slots.filter(slot => !slot.issue).length;
  let number = born > 0 ? await deps.tally.reserveShortIds(origin.projectId, born) : 0;
  const owners = await ownersAtBirth(deps, origin, slots, rules.now);
  return slots.flatMap(slot => {
    const parts = cutSlot(deps.tally, origin.projectId, slot);
    if (slot.issue) return planKnown(rules, slot.issue, parts, facts.get(slot.issue.id) ?? NOTHING);
    return planNew(origin, rules, slot, parts, { number: number++, assignee: owners.get(slot) });
  });
};

const NOTHING: KnownFacts = { seen: new Map() };

const planKnown = (rules: ShareRules, issue: Issue, parts: readonly Part[], facts: KnownFacts): IssueShare[] => {
  const shares: IssueShare[] = [];
  let last: Pick<Planned, 'after' | 'seen'> = { after: issue, seen: facts.seen };
  for (const part of parts) {
    // What was decided about the batch is written with its first part.
    const known = shares.length === 0 ? facts : { seen: last.seen };
    const planned = knownIssueShare(rules, last.after, part, known);
    shares.push(planned.share);
    last = planned;
  }
  return shares;
};

const planNew = (
  origin: Origin,
  rules: ShareRules,
  slot: Slot,
  [first, ...others]: readonly Part[],
  { number, assignee }: { number: number; assignee: Assignee | undefined },
): IssueShare[] => {
  if (!first) return [];
  const opened = bornTo(openIssue(origin, first, { now: rules.now, number }), assignee);
  const { share, after, seen } = newIssueShare(rules, opened, first);
  return [
    tellBirth(share, assignee, rules.now),
    ...planKnown(rules, after, others, { seen, users: usersOf(slot.events).length }),
  ];
};

/** What the shares of known issues depend on, asked for all at once. */
const readFacts = async (
  deps: PlanDeps,
  { now }: ShareRules,
  slots: readonly Slot[],
): Promise<Map<string, KnownFacts>> => {
  const known = slots.flatMap(({ issue, events }) => (issue ? [{ issue, events }] : []));
  const [seen, users] = await Promise.all([
    deps.tally.seenTags(known.map(({ issue, events }) => ({ issue, wanted: wantedOf(events) }))),
    deps.tally.addUsers(known.map(({ issue, events }) => ({ issue, hashes: usersOf(events) }))),
  ]);
  // What an issue is archived until may be a number of users: those of this batch count.
  const lives = await Promise.all(
    known.map(({ issue, events }) =>
      decideLife(deps, { ...issue, users: Math.max(issue.users, users.get(issue.id) ?? 0) }, events, now),
    ),
  );
  return new Map(
    known.map(({ issue: { id } }, index) => {
      const life = lives[index];
      const count = users.get(id);
      return [
        id,
        { seen: seen.get(id) ?? new Map(), ...(count !== undefined && { users: count }), ...(life && { life }) },
      ];
    }),
  );
};

const wantedOf = (events: readonly DigestEvent[]): Map<string, Set<string>> => {
  const wanted = new Map<string, Set<string>>();
  for (const { tags } of events) {
    for (const [key, value] of tags) {
      const values = wanted.get(key);
      if (values) values.add(value);
      else wanted.set(key, new Set([value]));
    }
  }
  return wanted;
};
