// The issue list from the API at 10,000 issues, and what a browser loads before it can ask for it.
// Run: node scripts/run.mjs bench/list.ts
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Figure, printFigures, rounded } from './figure.ts';
import { SIZES } from './generate.ts';
import { quantile } from './measure.ts';
import { type ProductProcess, startProductProcess } from './product-process.ts';
import { prepareLoad } from './start-load.ts';

const ISSUES = 10_000;
const CONNECTIONS = 8;
const WARM_UP_LISTS = 40;
const LISTS = 200;
const POLL_MS = 500;
/** Without any progress for so long, what is missing is lost. */
const STALLED_MS = 30_000;
/** As the page asks for its first screen. */
const LIST = 'query=is%3Aunresolved&limit=25&groupStatsPeriod=24h';
const SORTS = ['date', 'freq', 'new', 'user'] as const;

export const benchList = async (): Promise<Figure[]> => {
  const product = await startProductProcess();
  try {
    await fillProduct(product);
    await checkWhole(product);
    const figures: Figure[] = [];
    for (const sort of SORTS) figures.push(await measureList(product, sort));
    return [...figures, await measureFirstLoad(product)];
  } finally {
    await product.stop();
  }
};

const fillProduct = async (product: ProductProcess): Promise<void> => {
  const plan = {
    dsn: product.dsn,
    bytes: SIZES.small,
    issues: ISSUES,
    count: ISSUES,
    connections: CONNECTIONS,
    seed: 0,
  };
  const { accepted } = await (await prepareLoad(plan)).run();
  assert.equal(accepted, ISSUES);
  for (let [last, since] = [-1, performance.now()]; last < ISSUES; await sleep(POLL_MS)) {
    const counted = await countAccepted(product);
    if (counted !== last) since = performance.now();
    last = counted;
    assert.ok(performance.now() - since < STALLED_MS, `${counted} of ${ISSUES} events were digested`);
  }
};

const countAccepted = async (product: ProductProcess): Promise<number> => {
  const query = 'field=sum(quantity)&groupBy=outcome&outcome=accepted&category=error&statsPeriod=24h&interval=1d';
  const { body } = await ask(product, `/api/0/organizations/${product.organization}/stats_v2/?${query}`);
  // `StatsJson` of lib/api/contract/stats.ts.
  const { groups } = body as { groups: { totals: { 'sum(quantity)': number } }[] };
  return groups[0]?.totals['sum(quantity)'] ?? 0;
};

/** Nothing is measured on a list that is not whole: all its pages together have each issue once. */
const checkWhole = async (product: ProductProcess): Promise<void> => {
  const ids = new Set<string>();
  let rows = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { body, link } = await ask(product, `${listPath(product)}?limit=100&collapse=stats&cursor=${cursor}`);
    // `IssueRowJson` of lib/api/contract/issue-row.ts.
    const page = body as { id: string }[];
    for (const { id } of page) ids.add(id);
    rows += page.length;
    cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(link)?.[1];
  }
  assert.deepEqual([rows, ids.size], [ISSUES, ISSUES]);
};

const measureList = async (product: ProductProcess, sort: (typeof SORTS)[number]): Promise<Figure> => {
  const ms: number[] = [];
  for (let turn = 0; turn < WARM_UP_LISTS + LISTS; turn++) {
    const start = performance.now();
    const { body } = await ask(product, `${listPath(product)}?${LIST}&sort=${sort}`);
    if (turn >= WARM_UP_LISTS) ms.push(performance.now() - start);
    assert.equal((body as unknown[]).length, 25);
  }
  return {
    what: `issue list of 10,000, sort=${sort}, p95`,
    value: quantile(ms, 0.95),
    unit: 'ms',
    target: { atMost: 150 },
    note: `p50 ${rounded(quantile(ms, 0.5))} ms`,
  };
};

/** The document and what it names, each as gzip packs it. */
const measureFirstLoad = async (product: ProductProcess): Promise<Figure> => {
  const html = await (await fetch(`${product.url}/`)).text();
  const assets = [...new Set(html.match(/\/assets\/[\w.]+/g) ?? [])];
  assert.ok(assets.length >= 2, 'a script and a style');
  const files = await Promise.all(assets.map(async path => (await fetch(`${product.url}${path}`)).text()));
  const bytes = [html, ...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
  return { what: 'UI, first load, gzip', value: bytes / 1_000, unit: 'kB', target: { atMost: 200 } };
};

const listPath = ({ organization }: ProductProcess): string => `/api/0/organizations/${organization}/issues/`;

const ask = async (product: ProductProcess, path: string): Promise<{ body: unknown; link: string }> => {
  const answer = await fetch(`${product.url}${path}`, { headers: { authorization: `Bearer ${product.token}` } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return { body: await answer.json(), link: answer.headers.get('link') ?? '' };
};

if (import.meta.main) printFigures(await benchList());
