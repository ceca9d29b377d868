import type { Level } from '../protocol/event.ts';
import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';

/** `log` and `critical` are spellings of SDKs, numbers are Python's. Anything else is no level (`warn`, `WARNING`). */
const NAMED = new Map<string | number, Level>([
  ['debug', 'debug'],
  ['info', 'info'],
  ['log', 'info'],
  ['warning', 'warning'],
  ['error', 'error'],
  ['fatal', 'fatal'],
  ['critical', 'fatal'],
  [10, 'debug'],
  [20, 'info'],
  [30, 'warning'],
  [40, 'error'],
  [50, 'fatal'],
]);

export const normalizeLevel = (value: Json | undefined, fallback: Level, notes: Notes): Level => {
  if (value === undefined || value === null) return fallback;
  const level = typeof value === 'string' || typeof value === 'number' ? NAMED.get(value) : undefined;
  if (level !== undefined) return level;
  notes.refuse('level', 'expected a level', value);
  return fallback;
};
