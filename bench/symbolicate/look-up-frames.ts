// Resolves frames through an index that lies in a file.   node look-up-frames.ts <folder of bundle.js and bundle.index>
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { SymbolicateDeps } from '../../lib/digest/symbolicate/deps.ts';
import { symbolicationMemory } from '../../lib/digest/symbolicate/memory.ts';
import { openSymbols } from '../../lib/digest/symbolicate/open-symbols.ts';
import type { Artifact } from '../../lib/ports/artifact-store.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { sourceLines } from '../../lib/symbolicate/source-lines.ts';
import { symbolicateEvent } from '../../lib/symbolicate/symbolicate-event.ts';
import { type Random, randomFrom } from '../random.ts';

export interface LookUpFigures {
  /** Each event in a digest that has just started. */
  cold: { framesPerSecond: number; framesPerEvent: number; reads: number; bytes: number };
  /** The same events again, in one digest. */
  warm: { framesPerSecond: number; peakBytes: number };
}

const FRAMES = 20;
const EVENTS = 100;
/** Rounds over the same events before, and while, it is measured. */
const WARM_UP = 3;
const ROUNDS = 10;
const URL = 'https://shop.example/bundle.js';

const [folder = ''] = process.argv.slice(2);
const file = await open(path.join(folder, 'bundle.index'));
const script = readFileSync(path.join(folder, 'bundle.js'), 'utf8');
const minified = sourceLines(script);
const events = makeEvents(script);
const counted = { reads: 0, bytes: 0 };
const IN_A_MINUTE = { at: Date.now() + 60_000, now: () => Date.now() };
const MAP: Artifact = {
  projectId: '1',
  bundleId: '0'.repeat(32),
  origin: 'bundle',
  type: 'source_map',
  offset: 0,
  packedSize: 0,
  size: 0,
  packing: 'stored',
};

const cold = await measureCold();
const warm = await measureWarm();
await file.close();
process.send?.({ cold, warm } satisfies LookUpFigures);

async function measureCold(): Promise<LookUpFigures['cold']> {
  const seconds = await secondsOf(async () => {
    for (const event of events) await resolve(event, newDeps());
  });
  const each = (sum: number): number => sum / EVENTS;
  return {
    framesPerSecond: (FRAMES * EVENTS) / seconds,
    framesPerEvent: FRAMES,
    reads: each(counted.reads),
    bytes: each(counted.bytes),
  };
}

async function measureWarm(): Promise<LookUpFigures['warm']> {
  const deps = newDeps();
  const round = async (): Promise<void> => {
    for (const event of events) await resolve(event, deps);
  };
  for (let n = 0; n < WARM_UP; n++) await round();
  const seconds = await secondsOf(async () => {
    for (let n = 0; n < ROUNDS; n++) await round();
  });
  // Kilobytes; the most that it held at any time.
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  return { framesPerSecond: (FRAMES * EVENTS * ROUNDS) / seconds, peakBytes };
}

/** A digest that has just started, and an index that lies in a file as it lies in a bucket. */
function newDeps(): SymbolicateDeps {
  const clock = { now: () => Date.now() };
  const artifacts = { symbols: () => ({ get: readBytes }) };
  // What opening a stored index uses.
  return { artifacts, clock, symbolicationMemory: symbolicationMemory(clock) } as unknown as SymbolicateDeps;
}

async function readBytes({ offset, length }: { offset: number; length: number }): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
  counted.reads += 1;
  counted.bytes += bytesRead;
  return buffer.subarray(0, bytesRead);
}

async function resolve(event: SentryEvent, deps: SymbolicateDeps): Promise<void> {
  const symbols = await openSymbols(deps, MAP, undefined, IN_A_MINUTE);
  assert.ok(typeof symbols !== 'string', 'the index cannot be opened');
  const shown = await symbolicateEvent(event, async () => ({
    minified,
    symbols,
    mapUrl: `${URL}.map`,
    base: `${URL}.map`,
    resolvedWith: 'debug-id',
    scraping: [],
  }));
  const frames = shown.exception?.values[0]?.stacktrace?.frames ?? [];
  // A place between two functions may have no mapping.
  const mapped = frames.filter(({ data }) => data?.symbolicated === true);
  assert.ok(mapped.length > FRAMES / 2, 'frames were not resolved');
}

/** Of CPU: other processes make it no longer. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Frames anywhere in the code: no two of an event share more than chance makes them. */
function makeEvents(script: string): SentryEvent[] {
  const lines = script
    .split('\n')
    .flatMap((text, n) => (text.length > 40 ? [{ number: n + 1, length: text.length }] : []));
  const random = randomFrom(1);
  const frames = (): Frame[] => Array.from({ length: FRAMES }, () => frameAt(random, lines));
  return Array.from(
    { length: EVENTS },
    // What symbolication reads of an event.
    () =>
      ({
        platform: 'javascript',
        exception: { values: [{ stacktrace: { frames: frames() } }] },
      }) as unknown as SentryEvent,
  );
}

/** Long lines have as many more frames as they are longer. */
function frameAt(random: Random, lines: readonly { number: number; length: number }[]): Frame {
  let at = random.below(lines.reduce((sum, { length }) => sum + length, 0));
  for (const { number, length } of lines) {
    if (at < length)
      return { abs_path: URL, filename: '/bundle.js', function: 'a', lineno: number, colno: at + 1, in_app: true };
    at -= length;
  }
  throw new Error('the bundle has no code');
}
