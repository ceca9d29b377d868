import type { Figure } from './figure.ts';

/** All benchmarks in the order of the table. Each is loaded in a process of its own. */
export const BENCHMARKS: ReadonlyMap<string, () => Promise<Figure[]>> = new Map([
  ['edge', async () => (await import('./edge.ts')).benchEdge()],
  ['cold start', async () => (await import('./cold-start.ts')).benchColdStart()],
  ['pure acts', async () => (await import('./pure-acts.ts')).benchPureActs()],
  ['grouping', async () => (await import('./grouping.ts')).benchGrouping()],
  ['symbolicate', async () => (await import('./symbolicate.ts')).benchSymbolicate()],
  ['product', async () => (await import('./product.ts')).benchProduct()],
  ['write units', async () => (await import('./write-units.ts')).benchWriteUnits()],
  ['storm', async () => (await import('./storm.ts')).benchStorm()],
  ['memory', async () => (await import('./memory.ts')).benchMemory()],
  ['list', async () => (await import('./list.ts')).benchList()],
  ['bill', async () => (await import('./bill.ts')).benchBill()],
  ['notify', async () => (await import('./notify.ts')).benchNotify()],
]);
