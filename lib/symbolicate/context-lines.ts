import type { Frame } from '../protocol/event.ts';
import type { Lines } from './source-lines.ts';

/** Lines shown before and after (Sentry's numbers, as those below). */
export const AROUND = 5;
/** UTF-16 units of a line that is shown whole, of what is left of a longer one, and of that before the column. */
const WHOLE = 150;
const CUT = 140;
const BEFORE_COLUMN = 60;
/** So near to an end of the line nothing is cut off there. */
const NEAR = 5;
const SNIP = '{snip}';

/** A line with those around it. */
export type Context = Required<Pick<Frame, 'pre_context' | 'context_line' | 'post_context'>>;

/**
 * The lines around a place. All of them are cut at the frame's column, as they would be in a window that is scrolled there.
 * @param lineno, colno 1-based; no column: the line's beginning. `undefined`: there is no such line.
 */
export const contextLines = (source: Lines, lineno: number, colno = 0): Context | undefined => {
  // One after the other: whoever reads lines remembers where the last one ended.
  const before = linesOf(source, Math.max(lineno - 1 - AROUND, 0), lineno - 1, colno);
  const line = source.line(lineno - 1);
  if (line === undefined) return undefined;
  const after = linesOf(source, lineno, lineno + AROUND, colno);
  return { pre_context: before, context_line: cutLine(line, colno), post_context: after };
};

const linesOf = (source: Lines, from: number, to: number, colno: number): string[] => {
  const lines: string[] = [];
  for (let number = from; number < to; number++) {
    const line = source.line(number);
    if (line === undefined) break;
    lines.push(cutLine(line, colno));
  }
  return lines;
};

/** A long line is cut around the column; marks say where. */
export const cutLine = (line: string, column: number): string => {
  if (line.length <= WHOLE) return line;
  let start = Math.max(Math.min(column, line.length) - BEFORE_COLUMN, 0);
  if (start < NEAR) start = 0;
  let end = Math.min(start + CUT, line.length);
  if (end > line.length - NEAR) end = line.length;
  if (end === line.length) start = Math.max(end - CUT, 0);
  const part = line.slice(notWithinPair(line, start), notWithinPair(line, end));
  return `${start > 0 ? `${SNIP} ` : ''}${part}${end < line.length ? ` ${SNIP}` : ''}`;
};

/** Half of a pair of surrogates is no character. */
const notWithinPair = (line: string, at: number): number => ((line.codePointAt(at - 1) ?? 0) > 0xff_ff ? at + 1 : at);
