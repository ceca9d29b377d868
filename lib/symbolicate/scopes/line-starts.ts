/** Where the lines of a file begin. Only a line feed ends one, as in the reference engine. */
export class LineStarts {
  private readonly starts: Uint32Array;

  constructor(text: string) {
    let count = 1;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
    this.starts = new Uint32Array(count);
    for (let line = 1, at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      this.starts[line++] = at + 1;
  }

  /** The line of a place in the file. */
  lineOf(place: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.startOf(middle) <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  startOf(line: number): number {
    return this.starts[line] ?? 0;
  }
}
