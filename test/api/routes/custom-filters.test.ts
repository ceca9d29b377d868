import { describe, expect, test } from '@jest/globals';
import { filtersOf } from '../../../lib/ports/key-store.ts';
import { json, scene } from '../scene.ts';

const CUSTOM = '/api/0/projects/acme/shop/filters/custom/';
const condition = { op: 'eq', name: 'event.environment', value: 'staging' };
const not = (levels: number): object => (levels === 0 ? condition : { op: 'not', inner: not(levels - 1) });

describe('the filters of a project’s own', () => {
  test('are read and replaced as a whole, and leave the others alone', async () => {
    const { deps, ask } = scene();
    expect(json(await ask('GET', CUSTOM))).toEqual({ version: 1, filters: [] });
    await ask('PUT', '/api/0/projects/acme/shop/filters/localhost/', { body: { active: true } });
    const filters = [
      { id: 'no-staging', isEnabled: true, condition },
      { id: 'deep', isEnabled: false, condition: not(4) },
    ];
    const answer = await ask('PUT', CUSTOM, { body: { version: 1, filters } });
    expect([answer.status, json(answer)]).toEqual([200, { version: 1, filters }]);
    expect(json(await ask('GET', CUSTOM))).toEqual({ version: 1, filters });
    const [key] = await deps.projects.keys('42');
    expect(key && filtersOf(key)).toMatchObject({ custom: filters, localhost: true });
    await ask('PUT', CUSTOM, { body: { filters: [] } });
    expect(json(await ask('GET', CUSTOM)).filters).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['no list', {}],
    ['no id', { condition }],
    ['the id of another filter', { id: 'localhost', condition }],
    ['an id that the ledger could not keep', { id: 'a#b', condition }],
    ['no condition', { id: 'x' }],
    ['an unknown op', { id: 'x', condition: { op: 'exec', name: 'event.release', value: 'x' } }],
    ['no value', { id: 'x', condition: { op: 'eq', name: 'event.release' } }],
    ['a value that is an object', { id: 'x', condition: { ...condition, value: {} } }],
    ['a text as number', { id: 'x', condition: { op: 'gt', name: 'event.level', value: '1' } }],
    ['a range that is none', { id: 'x', condition: { op: 'cidr', name: 'envelope.client_ip', value: ['x'] } }],
    ['a pattern too wide', { id: 'x', condition: { op: 'glob', name: 'event.release', value: ['{a,b}'.repeat(7)] } }],
    ['nothing within', { id: 'x', condition: { op: 'and', inner: [] } }],
    ['too many levels', { id: 'x', condition: not(5) }],
  ])('are refused by name with %s', async (_what, filter) => {
    const { ask } = scene();
    const body = filter && Object.keys(filter).length === 0 ? {} : { filters: [filter] };
    const answer = await ask('PUT', CUSTOM, { body });
    expect([answer.status, json(answer).filters?.length]).toEqual([400, expect.any(Number)]);
    expect(json(answer).detail).toMatch(/^filters/);
    expect(json(await ask('GET', CUSTOM)).filters).toEqual([]);
  });

  test('have ids of their own, and are few', async () => {
    const { ask } = scene();
    const filter = { id: 'x', condition };
    expect((await ask('PUT', CUSTOM, { body: { filters: [filter, filter] } })).status).toBe(400);
    const many = Array.from({ length: 21 }, (_, index) => ({ id: `x${index}`, condition }));
    expect((await ask('PUT', CUSTOM, { body: { filters: many } })).status).toBe(400);
    expect((await ask('PUT', CUSTOM, { body: { filters: many.slice(1) } })).status).toBe(200);
  });
});
