import { costOf } from '../budget/cost-of.ts';
import { DIGEST_GB, INVOCATION_LOG_BYTES, messageUsage } from '../budget/message-usage.ts';
import { monthOf } from '../budget/month.ts';
import type { PriceList } from '../budget/price-list.ts';
import { addUsage, partOfUsage, usageOf } from '../budget/usage.ts';
import { describeError, type Log } from '../log.ts';
import type { BudgetKeeper } from '../ports/budget-keeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { CostOwner, CostStore } from '../ports/cost-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { UsageMeter } from '../ports/usage-meter.ts';
import type { Usage } from '../protocol/cost.ts';
import { BLOB_MARK, type QueueMessage } from '../protocol/queue-message.ts';
import { recent } from '../protocol/recent.ts';
import { learnKnown, type SeenEvent } from './learn-known.ts';

export interface BillDeps {
  clock: Clock;
  costs: Pick<CostStore, 'charge'>;
  budgets: Pick<BudgetKeeper, 'keep' | 'stepOf'>;
  projects: Pick<ProjectStore, 'updateKeySettings'>;
  meter: UsageMeter;
  prices: PriceList;
  log: Log;
  retentionDays: number;
}

/** A message of a batch, and the body that it came in. */
export interface BilledMessage {
  body: string;
  message: QueueMessage;
}

export interface Bill {
  /**
   * Charges a batch to its projects and holds what they have spent against their budgets. What fails is logged.
   * @param startedAt milliseconds since 1970: when the batch was begun
   */
  settle(batch: readonly BilledMessage[], startedAt: number): Promise<void>;
  /** Lets the edge know a project's busiest issues, where its budget asks for that. Logs what fails, as well. */
  learn(projectId: string, seen: readonly SeenEvent[]): Promise<void>;
}

/** How often one process looks at one budget. */
const LOOK_EVERY_MS = 60_000;
/** Owners that a process remembers having looked at; who is forgotten is looked at once more. */
const MAX_REMEMBERED = 5_000;

export const openBill = (deps: BillDeps): Bill => {
  const looked = recent<number>(MAX_REMEMBERED);
  const learn = learnKnown(deps);

  const look = async (owner: CostOwner): Promise<void> => {
    const name = `${owner.kind}#${owner.id}`;
    const now = deps.clock.now();
    // A clock that was set back does not keep budgets from being looked at.
    if (Math.abs(now - (looked.get(name) ?? Number.NEGATIVE_INFINITY)) < LOOK_EVERY_MS) return;
    looked.set(name, now);
    await deps.budgets.keep(owner);
  };

  const settle = async (batch: readonly BilledMessage[], startedAt: number): Promise<void> => {
    const charges = chargesOf(deps, batch, startedAt);
    await Promise.all(charges.map(charge => deps.costs.charge(charge)));
    const owners = charges.flatMap(charge => charge.owners);
    for (const owner of new Map(owners.map(one => [`${one.kind}#${one.id}`, one])).values()) await look(owner);
  };

  /** An estimate must not stop a digest. */
  const logged = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      deps.log('error', 'the bill was not kept', describeError(error));
    }
  };

  return {
    settle: (batch, startedAt) => logged(settle(batch, startedAt)),
    learn: (projectId, seen) => logged(learn(projectId, seen)),
  };
};

/** One a project: what its own messages cost, and its part of what the batch cost as a whole, by events. */
const chargesOf = (deps: BillDeps, batch: readonly BilledMessage[], startedAt: number) => {
  const now = deps.clock.now();
  const shared = addUsage(deps.meter.take(), batchUsage(Math.max(0, now - startedAt)));
  const whole = batch.reduce((sum, { message }) => sum + weightOf(message), 0);
  return [...Map.groupBy(batch, ({ message }) => message.projectId)].map(([projectId, group]) => {
    const weight = group.reduce((sum, { message }) => sum + weightOf(message), 0);
    const usage = group.reduce(
      (sum, one) => addUsage(sum, usageOfMessage(deps, one)),
      partOfUsage(shared, weight / whole),
    );
    const owners: CostOwner[] = [
      { kind: 'project', id: projectId },
      { kind: 'organization', id: group[0]!.message.organization }, // groups are never empty
    ];
    return { owners, month: monthOf(now), usage, cost: costOf(usage, deps.prices) };
  });
};

const batchUsage = (ms: number): Usage =>
  usageOf({ functionRequests: 1, functionGbMs: DIGEST_GB * ms, logBytes: INVOCATION_LOG_BYTES });

const weightOf = ({ items }: QueueMessage): number => Math.max(1, items.length);

const usageOfMessage = ({ retentionDays }: BillDeps, { body, message }: BilledMessage): Partial<Usage> =>
  messageUsage({
    // Nearly all of it is ASCII.
    bytes: body.length,
    inBucket: body.startsWith(BLOB_MARK),
    files: message.items.flatMap(item => (item.type === 'attachment' ? [item.size] : [])),
    retentionDays,
  });
