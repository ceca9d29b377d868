import { setTimeout as sleep } from 'node:timers/promises';
import type { ProductProcess } from './product-process.ts';

const POLL_MS = 100;
/** Without any progress for so long, what is missing is lost. */
const STALLED_MS = 20_000;
/** A count that grows past what was sent does it within this time. */
const SETTLE_MS = 500;

/** Another project of the same product, with a DSN of its own. */
export const makeProject = async (product: ProductProcess, name: string): Promise<ProductProcess> => {
  const { slug } = await post<{ slug: string }>(product, `organizations/${product.organization}/projects/`, { name });
  const answer = await fetch(`${product.url}/api/0/projects/${product.organization}/${slug}/keys/`, {
    headers: { authorization: `Bearer ${product.token}` },
  });
  // `KeyJson` of lib/api/contract.
  const [key] = (await answer.json()) as { dsn: { public: string } }[];
  if (!key) throw new Error('a new project has a key');
  return { ...product, project: slug, dsn: key.dsn.public };
};

const post = async <T>(product: ProductProcess, address: string, body: object): Promise<T> => {
  const answer = await fetch(`${product.url}/api/0/${address}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${address} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  // The caller knows the shape of what it makes.
  return (await answer.json()) as T;
};

/** How many events each issue of the product's project has counted. */
export const countsByIssue = async (product: ProductProcess): Promise<number[]> => {
  const url = `${product.url}/api/0/projects/${product.organization}/${product.project}/issues/?limit=100&query=`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${product.token}` } });
  if (!answer.ok) throw new Error(`the issue list answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  // `IssueJson` of lib/api/contract/issue.ts.
  const issues = (await answer.json()) as { count: string }[];
  return issues.map(({ count }) => Number(count));
};

/** Waits until exactly `expected` events are counted and gives the moment (performance.now). Throws when more or fewer are. */
export const awaitCounted = async (product: ProductProcess, expected: number): Promise<number> => {
  let last = -1;
  let progressAt = performance.now();
  for (;;) {
    const counted = total(await countsByIssue(product));
    const now = performance.now();
    if (counted === expected) {
      await sleep(SETTLE_MS);
      const settled = total(await countsByIssue(product));
      if (settled !== expected) throw new Error(`${settled} events counted, ${expected} were sent`);
      return now;
    }
    if (counted !== last) progressAt = now;
    last = counted;
    if (counted > expected || now - progressAt > STALLED_MS)
      throw new Error(`${counted} events counted, ${expected} were sent`);
    await sleep(POLL_MS);
  }
};

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
