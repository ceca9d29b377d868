/** Lines between two places that are remembered: a file of nothing but line ends must not cost more than itself. */
const STEP = 16;

/** Lines of a file, one at a time. */
export interface Lines {
  /** @param number 0-based. `undefined` behind the end; an end of line at the file's end begins no further line. */
  line(number: number): string | undefined;
}

/** A whole file: minified files are too large to be split. */
export interface SourceLines extends Lines {
  /** UTF-16 units. */
  readonly length: number;
  readonly text: string;
}

/** A line, without its end. */
interface Place {
  number: number;
  start: number;
  end: number;
}

export const sourceLines = (text: string): SourceLines => {
  /** Where line `index * STEP` begins. */
  const starts = [0];
  /** The line that was found last: who asks for it, or for the next one, looks through nothing twice. */
  let last: Place = { number: 0, start: 0, end: endOf(text, 0) };
  const placeOf = (number: number): Place | undefined => {
    const known = Math.min(Math.floor(number / STEP), starts.length - 1);
    const isBehind = last.number <= number && last.number >= known * STEP;
    let [line, start, end] = isBehind ? [last.number, last.start, last.end] : [known * STEP, starts[known] ?? 0, -1];
    for (; line < number; line++) {
      if (end === -1) end = endOf(text, start);
      if (end === text.length) return undefined;
      start = end + 1;
      end = -1;
      if ((line + 1) % STEP === 0 && (line + 1) / STEP === starts.length) starts.push(start);
    }
    if (start >= text.length) return undefined;
    last = { number, start, end: end === -1 ? endOf(text, start) : end };
    return last;
  };
  return {
    text,
    length: text.length,
    line: number => {
      const place = placeOf(number);
      return place && withoutReturn(text.slice(place.start, place.end));
    },
  };
};

const endOf = (text: string, start: number): number => {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
};

export const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
