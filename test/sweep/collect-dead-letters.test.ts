import { describe, expect, test } from '@jest/globals';
import type { DeadRecord } from '../../lib/ports/dead-letter-queue.ts';
import { type CollectDeadLettersDeps, collectDeadLetters } from '../../lib/sweep/collect-dead-letters.ts';

const record = (n: number, receives = 6): DeadRecord => ({ id: String(n), body: 'x', receives, receipt: String(n) });

/** A queue that gives each record once, ten at a time. */
const scene = (records: DeadRecord[]) => {
  const waiting = [...records];
  const deleted: string[] = [];
  const buried: { id: string; blind: boolean }[] = [];
  const lines: string[] = [];
  let now = 0;
  const pass = (ms: number): void => {
    now += ms;
  };
  const deps: CollectDeadLettersDeps = {
    clock: { now: () => now },
    deadLetterQueue: {
      receive: async () => waiting.splice(0, 10),
      delete: async ({ id }) => void deleted.push(id),
    },
    buryDied: async ({ id }, { blind }) => {
      now += 10;
      buried.push({ id, blind });
    },
    log: (_level, text) => void lines.push(text),
  };
  return { deps, deleted, buried, lines, waiting, at: pass };
};

describe('the sweep', () => {
  test('makes a letter of each dead record, then takes it off the queue', async () => {
    const { deps, deleted, buried } = scene([record(1), record(2)]);
    expect(await collectDeadLetters(deps)).toBe(2);
    expect(deleted).toEqual(['1', '2']);
    expect(buried).toEqual([
      { id: '1', blind: false },
      { id: '2', blind: false },
    ]);
  });

  test('no longer looks into what came so often that sweeps may have died of it', async () => {
    const { deps, buried } = scene([record(1, 7), record(2, 8)]);
    await collectDeadLetters(deps);
    expect(buried.map(({ blind }) => blind)).toEqual([false, true]);
  });

  test('leaves one that cannot be kept where it is, and does the others', async () => {
    const { deps, deleted, lines } = scene([record(1), record(2), record(3)]);
    const { buryDied } = deps;
    deps.buryDied = async (one, options) => {
      if (one.id === '2') throw new Error('S3 is down');
      await buryDied(one, options);
    };
    expect(await collectDeadLetters(deps)).toBe(2);
    expect(deleted).toEqual(['1', '3']);
    expect(lines).toEqual(['dead letter could not be collected']);
  });

  test('goes on with its other work when the queue cannot be reached', async () => {
    const { deps, lines } = scene([]);
    deps.deadLetterQueue.receive = () => Promise.reject(new Error('SQS is down'));
    expect(await collectDeadLetters(deps)).toBe(0);
    expect(lines).toEqual(['dead letters could not be received']);
  });

  test('does a bounded part in one run, by number and by time', async () => {
    const many = scene(Array.from({ length: 500 }, (_, n) => record(n)));
    expect(await collectDeadLetters(many.deps)).toBe(200);
    const slow = scene(Array.from({ length: 500 }, (_, n) => record(n)));
    const { buryDied } = slow.deps;
    slow.deps.buryDied = async (one, options) => {
      slow.at(1_000);
      await buryDied(one, options);
    };
    expect(await collectDeadLetters(slow.deps)).toBeLessThanOrEqual(20);
  });
});
