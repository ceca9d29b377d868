import { describe, expect, test } from '@jest/globals';
import { ACME_TOKEN, json, OTHER_TOKEN, OWNER_TOKEN, scene } from '../scene.ts';

const PATH = '/api/0/projects/acme/shop/retention/';
const as = (body: unknown) => ({ token: OWNER_TOKEN, body });

describe("a project's retention", () => {
  test('is the deployment’s until the project chooses; replays are kept for 30 days', async () => {
    const { get } = scene();
    expect(await get(PATH)).toEqual({
      deployment: 90,
      days: { event: 90, attachment: 90, feedback: 90, replay: 30 },
      chosen: {},
      erasure: null,
    });
  });

  test('once chosen comes with every key, so that the edge and the digest know it', async () => {
    const { ask, get, deps } = scene();
    expect(json(await ask('PUT', PATH, as({ event: 30, attachment: 7 }))).days).toMatchObject({
      event: 30,
      attachment: 7,
    });
    expect((await deps.projects.keys('42')).map(({ retention }) => retention)).toEqual([{ event: 30, attachment: 7 }]);
    await ask('PUT', PATH, as({ attachment: null, feedback: 14 }));
    expect((await get(PATH)).chosen).toEqual({ event: 30, feedback: 14 });
    await ask('PUT', PATH, as({ event: null, feedback: null }));
    expect((await deps.projects.keys('42'))[0]).not.toHaveProperty('retention');
  });

  test('lowered orders that what is there already goes earlier; raised it orders nothing', async () => {
    const { ask, erasures } = scene();
    const lowered = json(await ask('PUT', PATH, as({ event: 7 })));
    expect(lowered.erasure).toBe(erasures.erasures[0]?.id);
    expect(erasures.requests).toMatchObject([{ order: { kind: 'retention', projectIds: ['42'] } }]);
    expect(json(await ask('PUT', PATH, as({ event: 60 }))).erasure).toBeNull();
    expect(erasures.requests).toHaveLength(1);
  });

  test('is refused below a day, beyond the deployment, in halves, and for what nobody knows', async () => {
    const { ask, get } = scene();
    for (const [body, detail] of [
      [{ event: 0 }, /event: expected a whole number of days from 1 to 90/],
      [{ event: 91 }, /event: this installation keeps nothing longer than 90 days/],
      [{ event: 1.5 }, /event: expected a whole number/],
      [{ event: '30' }, /event: expected a whole number/],
      [{ logs: 3 }, /logs: not supported/],
    ] as const) {
      const answer = await ask('PUT', PATH, as(body));
      expect([answer.status, json(answer).detail]).toEqual([400, expect.stringMatching(detail)]);
    }
    expect((await get(PATH)).chosen).toEqual({});
  });

  test('is changed only by who may delete, and not seen from another organization', async () => {
    const { ask } = scene();
    expect((await ask('PUT', PATH, { token: ACME_TOKEN, body: { event: 7 } })).status).toBe(403);
    expect((await ask('GET', PATH, { token: OTHER_TOKEN })).status).toBe(404);
  });
});
