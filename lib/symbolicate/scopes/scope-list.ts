import { sortedOrder } from '../map/sorted-order.ts';

/** Functions and classes of one file; one of 10 MB has some 300,000. */
export const MAX_SCOPES = 2_000_000;
/** In the place of a name: the position is outside of any function, or in one without a name. Names count from 2. */
export const UNKNOWN = 0;
export const ANONYMOUS = 1;

const FIELDS = 3;

/** Scopes of a file as numbers: 12 bytes each. They lie in each other, or beside each other. */
export class ScopeList {
  length = 0;
  private numbers = new Uint32Array(1024 * FIELDS);

  /** @param name  number of its name, or ANONYMOUS */
  add(start: number, end: number, name: number): void {
    if (this.length === MAX_SCOPES) throw new RangeError(`The file has more than ${MAX_SCOPES} functions.`);
    if (this.numbers.length === this.length * FIELDS) {
      const larger = new Uint32Array(this.numbers.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers.set([start, end, name], this.length++ * FIELDS);
  }

  /** Places from which on another scope holds, in order: two numbers each, the place and the name. */
  changes(): Uint32Array {
    const order = this.outerFirst();
    const changes = new Changes(2 * order.length);
    const open: { end: number; name: number }[] = [];
    for (const at of order) {
      const [start = 0, end = 0, name = UNKNOWN] = this.numbers.subarray(at * FIELDS, at * FIELDS + FIELDS);
      changes.close(open, start);
      changes.add(start, name);
      open.push({ end, name });
    }
    changes.close(open, Number.POSITIVE_INFINITY);
    return changes.numbers.subarray(0, changes.length);
  }

  private outerFirst(): Uint32Array {
    const starts = new Uint32Array(this.length);
    const lengths = new Uint32Array(this.length);
    for (let at = 0; at < this.length; at++) {
      starts[at] = this.numbers[at * FIELDS] ?? 0;
      lengths[at] = 0xffff_ffff - (this.numbers[at * FIELDS + 1] ?? 0);
    }
    return sortedOrder(starts, lengths);
  }
}

class Changes {
  length = 0;
  readonly numbers: Uint32Array;

  constructor(count: number) {
    this.numbers = new Uint32Array(2 * count);
  }

  add(place: number, name: number): void {
    this.numbers[this.length++] = place;
    this.numbers[this.length++] = name;
  }

  /** Ends the scopes that end at or before a place: what lay around them holds again. */
  close(open: { end: number; name: number }[], place: number): void {
    for (let last = open.at(-1); last !== undefined && last.end <= place; last = open.at(-1)) {
      open.pop();
      this.add(last.end, open.at(-1)?.name ?? UNKNOWN);
    }
  }
}
