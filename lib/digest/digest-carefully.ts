import { describeError } from '../log.ts';
import type { Acknowledger } from '../ports/acknowledger.ts';
import type { Trial, TrialStore } from '../ports/trial-store.ts';
import { bury } from './bury.ts';
import { type DigestDeps, type Digested, type DigestOptions, digestBatch } from './digest-batch.ts';
import type { QueueRecord } from './queue-record.ts';
import { MAX_TRIES } from './settle-failures.ts';

export interface CarefulDeps extends DigestDeps {
  trials: TrialStore;
  acknowledger: Acknowledger;
}

/** A record's first deliveries go with all others; from this one on it may be what its digests die of. */
const SUSPECT_FROM = 2;
/** Suspects that are digested at a time; of those that a digest died with, a tenth. */
const MAX_SUSPECTS = 100;
const PART = 10;
/** With less than this left no further suspects are begun: they come again. */
const BEGIN_UNTIL_MS = 20_000;

/**
 * Digests a batch so that whoever kills its digest takes nobody along. A digest that runs out of memory or time
 * acknowledges nothing, and its whole batch comes again together: then records are acknowledged part by part, those of
 * a part that somebody died with in smaller parts and last. Of a thousand records the one that is to blame is alone with
 * its fourth digest, and is given up at its fifth delivery.
 */
export const digestCarefully = async (
  deps: CarefulDeps,
  records: readonly QueueRecord[],
  options: DigestOptions = {},
): Promise<Digested> => {
  const suspects = records.filter(isSuspect);
  if (suspects.length === 0) return digestBatch(deps, records, options);
  const sum: Digested = { failed: new Set(), messages: 0, counted: 0, announced: 0, buried: 0 };
  const others = records.filter(record => !isSuspect(record));
  if (others.length > 0) await digestPart(deps, others, options, sum);
  await trySuspects(deps, suspects, options, sum);
  return sum;
};

const isSuspect = ({ receives = 1 }: QueueRecord): boolean => receives >= SUSPECT_FROM;

const trySuspects = async (
  deps: CarefulDeps,
  suspects: readonly QueueRecord[],
  options: DigestOptions,
  sum: Digested,
): Promise<void> => {
  const trials = await deps.trials.open();
  for (const part of partsOf(suspects, trials)) {
    if ((options.timeLeft?.() ?? Number.POSITIVE_INFINITY) < BEGIN_UNTIL_MS) {
      for (const { id } of part) sum.failed.add(id);
      sum.messages += part.length;
    } else if (isGuilty(part, trials)) await giveUp(deps, part, sum);
    else await tryPart(deps, part, options, sum);
  }
};

/** Those of whom nothing is known first: they are acknowledged before another death. */
const partsOf = (suspects: readonly QueueRecord[], trials: readonly Trial[]): QueueRecord[][] => {
  const bySize = Map.groupBy(suspects, record => partSize(record, trials));
  const sizes = [...bySize.keys()].sort((a, b) => b - a);
  return sizes.flatMap(size => chunks(bySize.get(size) ?? [], size));
};

/** By the smallest part that a digest died with. */
const partSize = (record: QueueRecord, trials: readonly Trial[]): number => {
  const smallest = Math.min(...trialsOf(record, trials).map(({ records }) => records.length));
  return Number.isFinite(smallest) ? Math.max(1, Math.floor(smallest / PART)) : MAX_SUSPECTS;
};

const trialsOf = ({ id }: QueueRecord, trials: readonly Trial[]): Trial[] =>
  trials.filter(({ records }) => records.includes(id));

const chunks = (records: readonly QueueRecord[], size: number): QueueRecord[][] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, index) =>
    records.slice(index * size, (index + 1) * size),
  );

/** A digest died with it alone, and it had its tries: one death may be the table's fault. */
const isGuilty = ([record]: readonly QueueRecord[], trials: readonly Trial[]): boolean =>
  record !== undefined &&
  (record.receives ?? 1) >= MAX_TRIES &&
  trialsOf(record, trials).some(({ records }) => records.length === 1);

const tryPart = async (
  deps: CarefulDeps,
  part: readonly QueueRecord[],
  options: DigestOptions,
  sum: Digested,
): Promise<void> => {
  const trial = await deps.trials.begin(part.map(({ id }) => id));
  await digestPart(deps, part, options, sum);
  await deps.trials.end(trial);
};

const digestPart = async (
  deps: CarefulDeps,
  part: readonly QueueRecord[],
  options: DigestOptions,
  sum: Digested,
): Promise<void> => {
  const { failed, messages, counted, announced, buried } = await digestBatch(deps, part, options);
  for (const id of failed) sum.failed.add(id);
  sum.messages += messages;
  sum.counted += counted;
  sum.announced += announced;
  sum.buried += buried;
  const receipts = part.flatMap(({ id, receipt }) => (failed.has(id) || receipt === undefined ? [] : [receipt]));
  try {
    await deps.acknowledger.acknowledge(receipts);
  } catch (error) {
    // The digest's answer acknowledges them too, if it comes to that.
    deps.log('warn', 'records could not be acknowledged early', { records: receipts.length, ...describeError(error) });
  }
};

/** Without a look into them: whoever takes one dies. */
const giveUp = async (deps: CarefulDeps, part: readonly QueueRecord[], sum: Digested): Promise<void> => {
  for (const record of part) {
    sum.messages++;
    try {
      await bury(deps, { record, reason: 'digest_died' });
      sum.buried++;
    } catch (error) {
      sum.failed.add(record.id);
      deps.log('error', 'message could not be given up', { record: record.id, ...describeError(error) });
    }
  }
};
