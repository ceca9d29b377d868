import { allMatches } from './rules/all-matches.ts';
import type { Ranges } from './rules/rule.ts';
import { type Encoding, eachRun, UTF8, UTF16LE } from './text-runs.ts';

/** What takes the place of text in bytes whose length must stay. */
export interface Overwriting {
  /** Traits (trait.ts) of which the text must have one. */
  readonly needs: number;
  readonly find: (text: string) => Ranges;
  readonly write: (taken: string) => string;
}

export interface Overwritings {
  /** One after the other. */
  readonly steps: readonly Overwriting[];
  readonly look: (text: string) => number;
  /** Where a text shows what they wrote before. */
  readonly findWritten: (text: string) => Ranges;
  /** How often a run is looked at anew after something was found. */
  readonly rounds: number;
}

const NUL = '\0';
/** Fills up what a replacement leaves of the room of what it stands for, and all of it when it does not fit. */
const FILLER = '*';
/** What was filled before; fewer of them may be anybody's. */
const FILLED = /\*{3,}/g;

/**
 * Overwrites in place what the steps find in text between `start` and `end`, in UTF-8 and in UTF-16LE at either
 * alignment: memory and files of any format hold both. No byte is moved. Gives the number of places.
 */
export function overwriteText(bytes: Buffer, range: readonly [number, number], overwritings: Overwritings): number {
  const [start, end] = range;
  if (overwritings.steps.length === 0) return 0;
  // The narrow text comes last: its neighbours may be wide letters, and would be others afterwards.
  return (
    overwriteIn(bytes, range, UTF16LE, overwritings) +
    overwriteIn(bytes, [start + 1, end], UTF16LE, overwritings) +
    overwriteIn(bytes, range, UTF8, overwritings)
  );
}

function overwriteIn(bytes: Buffer, range: readonly [number, number], encoding: Encoding, all: Overwritings): number {
  let count = 0;
  eachRun(bytes, range, encoding, (start, end) => {
    for (let round = 0; round < all.rounds; round++) {
      const places = overwriteRun(bytes, [start, end], encoding, all);
      count += places;
      if (places === 0) break;
    }
  });
  return count;
}

/** `masked` is the run with NULs, as many bytes of them, in the place of what was written: no step sees another's. */
function overwriteRun(
  bytes: Buffer,
  [start, end]: readonly [number, number],
  encoding: Encoding,
  { steps, look, findWritten }: Overwritings,
): number {
  let masked = bytes.toString(encoding.name, start, end);
  const traits = look(masked);
  masked = replaceRanges(masked, findWritten(masked), encoding, () => {});
  masked = replaceRanges(masked, allMatches(FILLED, masked), encoding, () => {});
  let count = 0;
  for (const { needs, find, write } of steps) {
    if ((traits & needs) === 0) continue;
    masked = replaceRanges(masked, find(masked), encoding, (taken, before, room) => {
      if (onlyFiller(taken)) return;
      bytes.write(fill(write(taken), room / encoding.unit), start + before, room, encoding.name);
      count++;
    });
  }
  return count;
}

const onlyFiller = (text: string): boolean => /^[*\0]*$/.test(text);

/** A replacement cut short would look like a text of its own. */
function fill(text: string, units: number): string {
  return text.length <= units && isAscii(text) ? text.padEnd(units, FILLER) : FILLER.repeat(units);
}

/** All of ASCII takes one unit in either encoding. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** Tells `each` what is taken, how many bytes are before it and how many it has; puts NULs in its place. */
function replaceRanges(
  text: string,
  ranges: Ranges,
  { name, unit }: Encoding,
  each: (taken: string, before: number, room: number) => void,
): string {
  if (ranges.length === 0) return text;
  let masked = '';
  let from = 0;
  let bytes = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const between = text.slice(from, ranges[i]);
    const taken = text.slice(ranges[i], ranges[i + 1]);
    bytes += Buffer.byteLength(between, name);
    const room = Buffer.byteLength(taken, name);
    each(taken, bytes, room);
    masked += between + NUL.repeat(room / unit);
    bytes += room;
    from = ranges[i + 1]!; // ranges come in twos
  }
  return masked + text.slice(from);
}
