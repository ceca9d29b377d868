import type { Lines } from './source-lines.ts';

/** A map that was read once and laid out so that single positions can be looked up with few and small reads. */
export interface SymbolIndex {
  /** @param line, column  0-based, column in UTF-16 units; the greatest mapping at or before it on the same line */
  lookup(line: number, column: number): Promise<SymbolToken | undefined>;
  /** Name of the function around a generated position, put together from the scopes of the minified file. */
  functionAt(line: number, column: number): Promise<ScopeName>;
  /**
   * Lines `from` to `to` of an original source by its number, and no others, when the map brings its text along. Lines of
   * more than a megabyte or two are missing.
   */
  linesOf(source: number, from: number, to: number): Promise<Lines | undefined>;
  /** What the map calls itself: its own debug id, lower-case with dashes. */
  readonly debugId?: string;
  /** `sources` of the map, with `sourceRoot` put before them. */
  readonly sources: readonly (string | null)[];
}

export interface SymbolToken {
  /** Number of its original source. */
  source: number;
  /** 0-based. */
  line: number;
  column: number;
  /** What the map calls this very token. */
  name?: string;
}

/** `unknown`: outside of any function, or the minified file could not be read. `anonymous`: in one without a name. */
export type ScopeName = { kind: 'named'; name: string } | { kind: 'anonymous' } | { kind: 'unknown' };

/** Reads a part of an index; fewer bytes at its end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** What cannot be read as a source map, with the reason for people. */
export class MalformedSourceMap extends Error {
  override name = 'MalformedSourceMap';
}
