import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { sendError } from './send-error.ts';

afterAll(stopEverything);

interface KeyJson {
  id: string;
  dsn: { public: string };
}

describe('a change of settings, in the running product', () => {
  let product: RunningProduct;
  let project: string;
  beforeAll(async () => {
    product = await startProduct();
    project = `/api/0/projects/${product.ready.organization}/${product.ready.project}/`;
  });

  const put = (path: string, body: unknown) => product.api(path, { method: 'PUT', body });
  /** The stored event as text, once it is there. */
  const stored = (eventId: string, of = project): Promise<string> =>
    waitFor('the event', async () => {
      const events = await product.api<{ eventID: string }[]>(`${of}events/`);
      if (!events.some(({ eventID }) => eventID === eventId)) return undefined;
      return JSON.stringify(await product.api(`${of}events/${eventId}/json/`));
    });
  const key = async (): Promise<KeyJson> => {
    const [first] = await product.api<KeyJson[]>(`${project}keys/`);
    if (!first) throw new Error('the project has a key');
    return first;
  };

  test('of scrubbing holds for the next event', async () => {
    const { dsn } = product.ready;
    const message = 'mail to jane.doe@example.com failed';
    expect(await stored(await sendError(dsn, message))).not.toContain('jane.doe@example.com');
    await put(project, { dataScrubber: false, scrubProfile: 'off' });
    expect(await stored(await sendError(dsn, message))).toContain('jane.doe@example.com');
    await put(`/api/0/organizations/${product.ready.organization}/`, { dataScrubber: true });
    await put(project, { scrubProfile: 'strict' });
    expect(await stored(await sendError(dsn, message))).not.toContain('jane.doe@example.com');
  });

  test('of filters drops the next event, and the stats say why', async () => {
    const condition = { op: 'any', name: 'event.exceptions', inner: { op: 'glob', name: 'value', value: ['noise*'] } };
    await put(`${project}filters/custom/`, { filters: [{ id: 'noise', condition }] });
    await sendError(product.ready.dsn, 'noise of all kinds');
    const address = `/api/0/organizations/${product.ready.organization}/stats_v2/?field=sum(quantity)&groupBy=reason`;
    await waitFor('the count of the filter', async () => {
      const { groups } = await product.api<{ groups: { by: { reason: string } }[] }>(`${address}&outcome=filtered`);
      return groups.some(({ by }) => by.reason === 'noise');
    });
  });

  test('of the slug moves the project, and its new events with it', async () => {
    await put(project, { slug: 'storefront' });
    const moved = `/api/0/projects/${product.ready.organization}/storefront/`;
    await stored(await sendError(product.ready.dsn, 'after the move'), moved);
    const [issue] = await product.api<{ project: { slug: string } }[]>(`${moved}issues/`);
    expect(issue?.project.slug).toBe('storefront');
    await expect(product.api(project)).rejects.toThrow(/404/);
    await put(moved, { slug: product.ready.project });
  });

  test('of a key is felt by whoever sends with it', async () => {
    const { id, dsn } = await key();
    await put(`${project}keys/${id}/`, { isActive: false });
    await expect(sendError(dsn.public, 'nobody hears')).rejects.toThrow(/403.*Disabled/);
    await put(`${project}keys/${id}/`, { isActive: true });
    const second = await product.api<KeyJson>(`${project}keys/`, { method: 'POST', body: { name: 'Mobile' } });
    await stored(await sendError(second.dsn.public, 'by the second key'));
    await product.api(`${project}keys/${second.id}/`, { method: 'DELETE' });
    await expect(sendError(second.dsn.public, 'nobody hears')).rejects.toThrow(/403.*ProjectId/);
  });

  test('makes a project that works, and takes it away at once', async () => {
    const { organization } = product.ready;
    const body = { name: '결제', platform: 'javascript' };
    const made = await product.api<{ slug: string }>(`/api/0/teams/${organization}/any/projects/`, {
      method: 'POST',
      body,
    });
    const path = `/api/0/projects/${organization}/${made.slug}/`;
    const [first] = await product.api<KeyJson[]>(`${path}keys/`);
    const dsn = first?.dsn.public ?? '';
    await stored(await sendError(dsn, 'of the new project'), path);
    await product.api(path, { method: 'DELETE' });
    await expect(sendError(dsn, 'nobody hears')).rejects.toThrow(/403/);
    const issues = await product.api<{ title: string }[]>(`/api/0/organizations/${organization}/issues/`);
    expect(issues.map(({ title }) => title).filter(title => title.includes('of the new project'))).toEqual([]);
  });
});
