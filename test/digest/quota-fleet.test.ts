import { expect, test } from '@jest/globals';
import { cachedKeyStore, dynamoKeyStore } from '../../lib/aws/key-store.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { projectSettingsOf } from '../../lib/ports/project-store.ts';
import type { Quota } from '../../lib/protocol/quota.ts';
import { digester, seeded, seededIds } from '../support/digester.ts';
import { edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';
import { openTestTable } from '../support/table.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const WINDOW_SECONDS = 600;
const CACHE_SECONDS = 60;
const MAX_DIGEST_MS = 5_000;

/** An answer, and when it came. */
interface Answer {
  at: number;
  taken: boolean;
}

/** Many edge functions that know nothing of each other, a queue that is slow and repeats itself, and one digest. */
const runFleet = async (
  seed: number,
): Promise<{ answers: Answer[]; limit: number; functions: number; used: number }> => {
  const random = seeded(seed * 7_919 + 1);
  const functions = 1 + Math.floor(random() * 8);
  const limit = 1 + Math.floor(random() * 40);
  let now = START;
  const clock = { now: () => now };
  const table = await openTestTable({ clock });
  try {
    const quota: Quota = {
      id: 'q',
      scope: 'project',
      scopeId: '1',
      categories: ['error'],
      limit,
      window: WINDOW_SECONDS,
      reasonCode: 'q',
    };
    const settings = edgeSettings({ quotas: [quota] });
    const projects = dynamoProjectStore(table);
    await projects.createProject(
      { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: START },
      projectSettingsOf(settings),
    );
    await projects.createKey(settings);
    const { deps: digest } = digester(table, { clock, ids: seededIds(seed + 1) });

    const queue: { due: number; body: string }[] = [];
    const fleet = Array.from({ length: functions }, () => ({
      ...edge().deps,
      clock,
      keys: cachedKeyStore(dynamoKeyStore(table.call, table.name), clock, { maxAgeSeconds: CACHE_SECONDS }),
      queue: {
        send: async (body: string) => {
          queue.push({ due: now + Math.round(random() * MAX_DIGEST_MS), body });
          if (random() < 0.1) queue.push({ due: now + Math.round(random() * MAX_DIGEST_MS), body });
        },
      },
    }));
    const deliver = async (until: number): Promise<void> => {
      const due = queue.filter(one => one.due <= until).sort((a, b) => a.due - b.due);
      for (const one of due) {
        queue.splice(queue.indexOf(one), 1);
        now = Math.max(now, one.due);
        const { failed } = await digestBatch(digest, [{ id: 'record', body: one.body }]);
        expect(failed.size).toBe(0);
      }
      now = until;
    };

    const answers: Answer[] = [];
    const requests = 60 + Math.floor(random() * 60);
    const pause = (0.8 * WINDOW_SECONDS * 1_000) / requests;
    let at = START;
    for (let n = 0; n < requests; n++) {
      at += Math.round(random() * 2 * pause * 0.95);
      if (at >= START + WINDOW_SECONDS * 1_000) break;
      await deliver(at);
      const event_id = n.toString(16).padStart(32, '0');
      const body = envelope({ event_id }, [{ type: 'event' }, errorEvent({ event_id, timestamp: at / 1_000 })]);
      const chosen = fleet[Math.floor(random() * functions)];
      if (!chosen) throw new Error('a fleet has as many functions as it was made with');
      const { response } = await receive(chosen, request({ body }));
      answers.push({ at, taken: response.status === 200 });
    }
    await deliver(at + MAX_DIGEST_MS);
    const [state] = await digest.quotas.read([{ quota, start: START }]);
    return { answers, limit, functions, used: state?.used ?? 0 };
  } finally {
    table.close();
  }
};

test.each([1, 3, 4, 7, 9])(
  'a fleet (story %i) never limits before a quota is used up, and overshoots it as little as documented',
  async seed => {
    const { answers, limit, functions, used } = await runFleet(seed);
    const taken = answers.filter(answer => answer.taken);
    const firstLimited = answers.findIndex(answer => !answer.taken);
    if (firstLimited !== -1) expect(firstLimited).toBeGreaterThanOrEqual(Math.min(limit, answers.length));
    expect(used).toBe(taken.length);
    expect(taken.length).toBeLessThanOrEqual(functions * limit);
    const usedUpAt = taken[limit - 1]?.at;
    if (usedUpAt === undefined) return;
    const last = usedUpAt + MAX_DIGEST_MS + CACHE_SECONDS * 1_000;
    expect(taken.filter(({ at }) => at > last)).toEqual([]);
  },
);
