import type { Judged } from './judge-case.ts';

/** What came of the requests that were meant for one door. */
interface Row {
  door: string;
  requests: number;
  accepted: number;
  limited: number;
  refused: number;
  worstMs: number;
  worstSeed: number;
}

const LIMITED = 429;
const ACCEPTED = 300;

export class Tally {
  readonly #rows = new Map<string, Row>();

  add(door: string, seed: number, { status = 0, cpuMs }: Judged): void {
    const row = this.#rows.get(door) ?? {
      door,
      requests: 0,
      accepted: 0,
      limited: 0,
      refused: 0,
      worstMs: 0,
      worstSeed: seed,
    };
    this.#rows.set(door, row);
    row.requests++;
    if (status === LIMITED) row.limited++;
    else if (status > 0 && status < ACCEPTED) row.accepted++;
    else row.refused++;
    if (cpuMs <= row.worstMs) return;
    row.worstMs = cpuMs;
    row.worstSeed = seed;
  }

  get requests(): number {
    return [...this.#rows.values()].reduce((sum, { requests }) => sum + requests, 0);
  }

  /** A line each, the most visited first. */
  table(): string {
    const rows = [...this.#rows.values()].sort((a, b) => b.requests - a.requests);
    const lines = rows.map(row => [
      row.door,
      row.requests,
      row.accepted,
      row.limited,
      row.refused,
      Math.ceil(row.worstMs),
      row.worstSeed,
    ]);
    return [['door', 'requests', 'accepted', 'limited', 'refused', 'worst ms', 'its seed'], ...lines]
      .map(cells => cells.map((cell, i) => (i === 0 ? String(cell).padEnd(20) : String(cell).padStart(11))).join(''))
      .join('\n');
  }
}
