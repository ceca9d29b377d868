// Makes an index of a bundle's map, alone in its process.   node build-index.ts <folder of bundle.js and bundle.js.map>
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';

export interface BuildFigures {
  ms: number;
  /** Of the whole process. */
  peakBytes: number;
  baseBytes: number;
  indexBytes: number;
}

const [folder = ''] = process.argv.slice(2);
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const minified = read('bundle.js');
const map = read('bundle.js.map');
const baseBytes = process.memoryUsage.rss();
const before = process.cpuUsage();
const index = buildIndex({ minified, map });
const { user, system } = process.cpuUsage(before);
/** Of CPU, with what the collector takes. */
const ms = (user + system) / 1_000;
// Kilobytes; the most that it held at any time.
const peakBytes = process.resourceUsage().maxRSS * 1_024;
writeFileSync(path.join(folder, 'bundle.index'), index);
process.send?.({ ms, peakBytes, baseBytes, indexBytes: index.length } satisfies BuildFigures);
