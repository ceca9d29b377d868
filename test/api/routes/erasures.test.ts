import { describe, expect, test } from '@jest/globals';
import { personForm, personMark } from '../../../lib/protocol/person-marks.ts';
import { json, nextCursor, OTHER_TOKEN, OWNER_TOKEN, scene } from '../scene.ts';

const PATH = '/api/0/organizations/acme/erasures/';
const as = (body: unknown) => ({ token: OWNER_TOKEN, body });

describe('a privacy request', () => {
  test('is taken by who owns the organization, goes through all its projects, and tells nobody of whom it is about', async () => {
    const { ask, erasures } = scene();
    const answer = await ask('POST', PATH, as({ kind: 'user', email: 'Jane@Example.com ', userId: '7' }));
    expect(answer.status).toBe(201);
    expect(json(answer)).toMatchObject({
      kind: 'user',
      state: 'requested',
      requestedBy: 'owner',
      projects: ['42', '43'],
    });
    expect(String(answer.body)).not.toMatch(/jane|salt|marks/i);
    const [request] = erasures.requests;
    if (request?.order.kind !== 'user') throw new Error('no order');
    const { salt, marks } = request.order;
    expect(marks).toContain(personMark(salt, personForm('email', 'jane@example.com')));
    expect(marks).toContain(personMark(salt, personForm('id', '7')));
    expect(JSON.stringify(request)).not.toMatch(/jane/i);
  });

  test('of one project goes through that one', async () => {
    const { ask } = scene();
    expect(json(await ask('POST', PATH, as({ kind: 'user', ip: '203.0.113.9', project: 'shop' }))).projects).toEqual([
      '42',
    ]);
  });

  test('that says nobody, a wrong address or an unknown word is refused with the field', async () => {
    const { ask, erasures } = scene();
    for (const [body, detail] of [
      [{ kind: 'user' }, 'userId: one of userId, email, username and ip is needed'],
      [{ kind: 'user', email: 'jane' }, 'email: expected an address like jane@example.com'],
      [{ kind: 'user', ip: '999' }, 'ip: expected an IP address like 203.0.113.7'],
      [{ kind: 'user', userId: '  ' }, 'userId: This field may not be blank.'],
      [{ kind: 'issue', userId: '1' }, /^kind: /],
      [{ kind: 'user', userId: '1', all: true }, 'all: not supported by this version of Allim'],
    ] as const) {
      const answer = await ask('POST', PATH, as(body));
      expect(answer.status).toBe(400);
      expect(json(answer).detail).toMatch(detail);
    }
    expect(erasures.requests).toEqual([]);
  });

  test('is nothing for who may only read, and nothing in another organization', async () => {
    const { ask, erasures } = scene();
    const body = { kind: 'user', userId: '7' };
    expect((await ask('POST', PATH, { body })).status).toBe(403);
    expect((await ask('POST', PATH, { body, token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('POST', PATH, as({ ...body, project: 'secret' }))).status).toBe(404);
    expect(erasures.requests).toEqual([]);
  });
});

describe('receipts', () => {
  test('are listed newest first, page by page, and found by their ids, by their organization alone', async () => {
    const { ask, get } = scene();
    for (const userId of ['1', '2', '3']) await ask('POST', PATH, as({ kind: 'user', userId }));
    const first = await ask('GET', `${PATH}?limit=2`);
    expect(json(first)).toHaveLength(2);
    const rest = await get(`${PATH}?limit=2&cursor=${nextCursor(first)}`);
    expect(rest).toHaveLength(1);
    expect(await get(`${PATH}${rest[0].id}/`)).toEqual(rest[0]);
    expect((await ask('GET', `${PATH}${rest[0].id}/`, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('GET', `${PATH}${'9'.repeat(32)}/`)).status).toBe(404);
  });

  test('a deleted project is ordered to be erased', async () => {
    const { ask, erasures } = scene();
    expect((await ask('DELETE', '/api/0/projects/acme/shop/', { token: OWNER_TOKEN })).status).toBe(204);
    expect(erasures.requests).toMatchObject([{ order: { kind: 'project', projectIds: ['42'] }, requestedBy: 'owner' }]);
  });
});
