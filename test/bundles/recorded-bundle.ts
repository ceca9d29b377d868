import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const RECORDED = path.join(import.meta.dirname, 'recorded');

/** Source, line and column from 1, the token's own name, the function around it; words by their number in `words`. */
type Answer =
  | readonly [number, number]
  | readonly [number, number, number, number, number, number | null, number | null];

export interface RecordedFile {
  script: string;
  /** Text of the map; without it the map is in the script. */
  map?: string;
  words: readonly string[];
  /** Line and column of the script, and what the reference engine answers there. */
  lookups: readonly Answer[];
  /** Line and column, lines before, the line, lines after. */
  contexts: readonly (readonly [number, number, readonly string[], string | null, readonly string[]])[];
}

export interface RecordedFrame {
  /** As the engine that ran it says. */
  function?: string;
  file?: string;
  line?: number;
  column?: number;
  shown?: { source: string; line: number; column: number; function: string };
}

export interface RecordedError {
  site: string;
  type: string;
  value: string;
  /** Callee first. */
  frames: readonly RecordedFrame[];
}

export interface RecordedBundle {
  name: string;
  /** By what, and how. */
  made: string;
  files: Readonly<Record<string, RecordedFile>>;
  errors: readonly RecordedError[];
}

export const recordedNames = (): string[] => readdirSync(RECORDED).map(name => name.replace(/\.json\.gz$/, ''));

export const readRecorded = (name: string): RecordedBundle => ({
  name,
  // As generate/generate.mjs writes it.
  ...(JSON.parse(gunzipSync(readFileSync(path.join(RECORDED, `${name}.json.gz`))).toString()) as Omit<
    RecordedBundle,
    'name'
  >),
});

const INLINE = /^\/\/# sourceMappingURL=data:[^,\n]*;base64,(\S+)\s*$/gm;

export const mapOf = ({ map, script }: RecordedFile): string => {
  if (map !== undefined) return map;
  const inline = [...script.matchAll(INLINE)].at(-1)?.[1];
  if (inline === undefined) throw new Error('the script has no map');
  return Buffer.from(inline, 'base64').toString();
};
