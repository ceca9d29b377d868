/** One measured number, and what it should be. */
export interface Figure {
  /** Number in docs of the targets, where it has one. */
  what: string;
  value: number;
  /** `x` for a ratio. */
  unit: string;
  target?: { atMost: number } | { atLeast: number };
  /** What a reader must know to judge the value. */
  note?: string;
}

/** `undefined` where nothing was promised. */
export const isReached = ({ value, target }: Figure): boolean | undefined => {
  if (target === undefined) return undefined;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
};

const targetText = ({ target, unit }: Figure): string => {
  if (target === undefined) return '';
  return 'atMost' in target ? `≤ ${target.atMost} ${unit}` : `≥ ${target.atLeast} ${unit}`;
};

const REACHED = new Map<boolean | undefined, string>([
  [true, 'reached'],
  [false, 'NOT REACHED'],
  [undefined, ''],
]);

/** Figures as a table of text: what, figure, target, reached or not. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = figures.map(figure => [
    figure.what,
    `${rounded(figure.value)} ${figure.unit}`,
    targetText(figure),
    REACHED.get(isReached(figure)) ?? '',
    figure.note ?? '',
  ]);
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows
    .map(row =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

export const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

/** A benchmark that runs alone prints its own table. */
export const printFigures = (figures: readonly Figure[]): void => {
  process.stdout.write(`${tableOf(figures)}\n`);
};
