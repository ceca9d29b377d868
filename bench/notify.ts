// From a throw in a program to the notification that tells of it, through the local product: 50 new issues, one by one.
// Run: node scripts/run.mjs bench/notify.ts
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, printFigures, rounded } from './figure.ts';
import { quantile } from './measure.ts';
import { issueFunction } from './parts.ts';
import { type ProductProcess, startProductProcess } from './product-process.ts';
import { browserThrower } from './thrower/browser-thrower.ts';
import { nodeThrower } from './thrower/node-thrower.ts';
import type { Thrower } from './thrower/thrower.ts';

const THROWS = 50;
/** Before the first that counts: connections, caches, compilation. A user's first error has no warm product either, but it is one. */
const WARM_UP_THROWS = 3;
const POLL_MS = 10;
const TIMEOUT_MS = 30_000;
const USUAL_CHROMIUM = '/usr/bin/chromium';

export const benchNotify = async (): Promise<Figure[]> => {
  const product = await startProductProcess();
  try {
    const thrower = await openThrower(product.dsn);
    try {
      return await measureThrows(product, thrower);
    } finally {
      await thrower.close();
    }
  } finally {
    await product.stop();
  }
};

const openThrower = async (dsn: string): Promise<Thrower> => {
  const executable = process.env.CHROMIUM ?? USUAL_CHROMIUM;
  return existsSync(executable) ? browserThrower(executable, dsn) : nodeThrower(dsn);
};

const measureThrows = async (product: ProductProcess, thrower: Thrower): Promise<Figure[]> => {
  const delaysMs: number[] = [];
  for (let n = 0; n < WARM_UP_THROWS + THROWS; n++) {
    const name = issueFunction(n);
    const thrownAt = await thrower.throwNew(name);
    const seenAt = await awaitNotification(product, `thrown by ${name}`);
    if (n >= WARM_UP_THROWS) delaysMs.push(seenAt - thrownAt);
  }
  return [
    {
      what: 'throw → notification, p95 of 50',
      value: quantile(delaysMs, 0.95) / 1_000,
      unit: 's',
      target: { atMost: 2 },
      note: `p50 ${rounded(quantile(delaysMs, 0.5) / 1_000)} s; ${thrower.kind}`,
    },
  ];
};

/** The moment, in milliseconds since 1970, at which the inbox first shows a notification that says `text`. */
const awaitNotification = async (product: ProductProcess, text: string): Promise<number> => {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    const answer = await fetch(`${product.url}/local/inbox`);
    // `InboxEntry` of local/inbox.ts, newest first.
    const entries = (await answer.json()) as { subject: string; text: string }[];
    const told = entries.some(entry => `${entry.subject}\n${entry.text}`.includes(`${text}\n`));
    if (told) return performance.timeOrigin + performance.now();
    await sleep(POLL_MS);
  }
  throw new Error(`no notification of «${text}» within ${TIMEOUT_MS} ms`);
};

if (import.meta.main) printFigures(await benchNotify());
