import { MalformedSourceMap } from '../symbol-index.ts';
import { sortedOrder } from './sorted-order.ts';

/** In the place of a number of a source or of a name: there is none. */
export const NONE = 0xffff_ffff;
/** Tokens of one map; a map of 30 MB with nothing but mappings has some six million. */
export const MAX_TOKENS = 8_000_000;

const COLUMNS = ['line', 'column', 'source', 'sourceLine', 'sourceColumn', 'name'] as const;
const ORIGIN = ['source', 'sourceLine', 'sourceColumn'] as const;

/** The tokens of a map, a typed array a field: 24 bytes each, where an object each would be a hundred. */
export class MapTokens {
  length = 0;
  line: Uint32Array;
  column: Uint32Array;
  /** `NONE`: generated code of no source. */
  source: Uint32Array;
  sourceLine: Uint32Array;
  sourceColumn: Uint32Array;
  name: Uint32Array;

  constructor(capacity: number) {
    if (capacity > MAX_TOKENS) throw new MalformedSourceMap(`The source map has more than ${MAX_TOKENS} mappings.`);
    this.line = new Uint32Array(capacity);
    this.column = new Uint32Array(capacity);
    this.source = new Uint32Array(capacity);
    this.sourceLine = new Uint32Array(capacity);
    this.sourceColumn = new Uint32Array(capacity);
    this.name = new Uint32Array(capacity);
  }

  /** By position, those of one position in the order of the map. */
  sort(): void {
    if (this.isSorted()) return;
    const order = sortedOrder(this.line.subarray(0, this.length), this.column.subarray(0, this.length));
    for (const column of COLUMNS) {
      const unsorted = this[column];
      this[column] = order.map(at => unsorted[at] ?? 0);
    }
  }

  /** The greatest token at or before a position, -1 without. Of several at that very position the first, before it the last. */
  find(line: number, column: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, line, column) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.length && this.compare(low, line, column) === 0 ? low : low - 1;
  }

  /** Below 0: the token stands before the position. */
  compare(at: number, line: number, column: number): number {
    return (this.line[at] ?? 0) - line || (this.column[at] ?? 0) - column;
  }

  haveOneOrigin(one: number, other: number): boolean {
    return ORIGIN.every(field => this[field][one] === this[field][other]);
  }

  private isSorted(): boolean {
    for (let at = 1; at < this.length; at++) {
      if (this.compare(at, this.line[at - 1] ?? 0, this.column[at - 1] ?? 0) < 0) return false;
    }
    return true;
  }
}
