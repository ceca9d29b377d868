import type { Issue } from '../ports/issue-store.ts';
import type { IssueShare, SeenTags, TallyStore } from '../ports/tally-store.ts';
import type { Assignee, LifeChange } from '../protocol/issue-life.ts';
import { bornTo, ownersAtBirth, tellBirth } from './assign-at-birth.ts';
import type { Slot } from './coalesce.ts';
import { cutSlot, type Part } from './cut-slot.ts';
import { type DecideLifeDeps, decideLife } from './decide-life.ts';
import type { DigestEvent } from './digest-event.ts';
import { openIssue } from './open-issue.ts';
import type { Origin } from './origin.ts';
import {
  type KnownFacts,
  knownIssueShare,
  mergedIssueShare,
  newIssueShare,
  type ShareRules,
  usersOf,
} from './share.ts';

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
  const known = slots.flatMap(({ issue, ...slot }) => (issue ? [{ ...slot, issue }] : []));
  const facts = await readFacts(deps, rules, known);
  const born = slots.filter(({ issue }) => !issue);
  let number = born.length > 0 ? await deps.tally.reserveShortIds(origin.projectId, born.length) : 0;
  const owners = await ownersAtBirth(deps, origin, slots, rules.now);
  const cut = (slot: Slot) => cutSlot(deps.tally, origin.projectId, slot);
  return [
    ...familiesOf(known).flatMap(family =>
      planFamily(
        rules,
        family.map(slot => ({ ...slot, parts: cut(slot) })),
        facts,
      ),
    ),
    ...born.flatMap(slot => planNew(origin, rules, slot, cut(slot), { number: number++, assignee: owners.get(slot) })),
  ];
};

interface KnownSlot extends Slot {
  issue: Issue;
}

/** Issues that one shows have one life: it is decided once a batch, and written with the first share of any of them. */
const familiesOf = (slots: readonly KnownSlot[]): KnownSlot[][] => [
  ...Map.groupBy(slots, ({ issue, primary = issue }) => primary.id).values(),
];

interface Facts {
  /** By issue id. */
  seen: ReadonlyMap<string, SeenTags>;
  users: ReadonlyMap<string, number>;
  /** By the id of the issue that has a life. */
  lives: ReadonlyMap<string, LifeChange>;
}

const planFamily = (
  rules: ShareRules,
  slots: readonly (KnownSlot & { parts: readonly Part[] })[],
  facts: Facts,
): IssueShare[] => {
  const [first] = slots;
  let shown = first && (first.primary ?? first.issue);
  const shares: IssueShare[] = [];
  for (const { issue, primary, parts } of slots) {
    let last = { issue, seen: facts.seen.get(issue.id) ?? new Map() };
    for (const part of parts) {
      if (!shown) break;
      // What was decided about the batch is written with its first part.
      const decided = shares.length === 0 ? decidedOf(shown, facts) : {};
      const merged = { seen: last.seen, users: facts.users.get(issue.id), shown: decided };
      const planned = primary
        ? mergedIssueShare(rules, { issue: last.issue, primary: shown }, part, merged)
        : knownIssueShare(rules, shown, part, { seen: last.seen, ...decided });
      shares.push(planned.share);
      shown = planned.shown;
      last = { issue: planned.after, seen: planned.seen };
    }
  }
  return shares;
};

const decidedOf = ({ id }: Issue, { users, lives }: Facts): Omit<KnownFacts, 'seen'> => {
  const [count, life] = [users.get(id), lives.get(id)];
  return { ...(count !== undefined && { users: count }), ...(life && { life }) };
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
  const { id } = after;
  return [
    tellBirth(share, assignee, rules.now),
    ...planFamily(rules, [{ ...slot, issue: after, parts: others }], {
      seen: new Map([[id, seen]]),
      users: new Map([[id, usersOf(slot.events).length]]),
      lives: new Map(),
    }),
  ];
};

/** What the shares of known issues depend on, asked for all at once. */
const readFacts = async (deps: PlanDeps, { now }: ShareRules, known: readonly KnownSlot[]): Promise<Facts> => {
  const [seen, users] = await Promise.all([
    deps.tally.seenTags(known.map(({ issue, events }) => ({ issue, wanted: wantedOf(events) }))),
    deps.tally.addUsers(known.map(({ issue, primary, events }) => ({ issue, primary, hashes: usersOf(events) }))),
  ]);
  const lives = await Promise.all(
    familiesOf(known).map(async ([first, ...others]): Promise<[string, LifeChange][]> => {
      if (!first) return [];
      const shown = first.primary ?? first.issue;
      // What an issue is archived until may be a number of users: those of this batch count.
      const issue = { ...shown, users: Math.max(shown.users, users.get(shown.id) ?? 0) };
      const life = await decideLife(
        deps,
        issue,
        [first, ...others].flatMap(({ events }) => events),
        now,
      );
      return life ? [[shown.id, life]] : [];
    }),
  );
  return { seen, users, lives: new Map(lives.flat()) };
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
