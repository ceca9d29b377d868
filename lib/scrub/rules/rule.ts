/** Where a pattern was found: start and end, again and again, ascending and apart. */
export type Ranges = readonly number[];

/** Shared, so that finding nothing allocates nothing. */
export const NOWHERE: Ranges = [];

/**
 * What to look for in a text. `find` is linear in the text's length for any text. It sees an earlier redaction as one
 * NUL character, and a NUL nowhere else.
 */
export interface Pattern {
  /** Traits (see trait.ts) of which the text must have one. */
  readonly needs: number;
  readonly find: (text: string) => Ranges;
}

/** A pattern, the name it is reported by, and what is written in its place. */
export interface Rule {
  /** As in the reference's remarks, such as `@creditcard:filter`. */
  readonly id: string;
  readonly pattern: Pattern;
  readonly replacement: string;
  /**
   * Keys by which the whole value falls, whatever it holds. Absent: the rule looks at texts only.
   */
  readonly matchesKey?: (key: string) => boolean;
  /** Traits of which such a key must have one; the pattern's when absent. */
  readonly keyNeeds?: number;
}
