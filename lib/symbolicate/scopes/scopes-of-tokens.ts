import type { MapTokens } from '../map/map-tokens.ts';
import type { LineStarts } from './line-starts.ts';
import { type ScopeList, UNKNOWN } from './scope-list.ts';

/** For each token the number of its scope's name. Tokens are sorted; the last scope goes on behind the end of the file. */
export function scopesOfTokens(
  tokens: MapTokens,
  scopes: ScopeList,
  lines: LineStarts,
  codeUnits: number,
): Uint32Array {
  const names = new Uint32Array(tokens.length);
  const changes = scopes.changes();
  let next = 0;
  let name = UNKNOWN;
  for (let at = 0; at < tokens.length; at++) {
    for (; next < changes.length; next += 2) {
      const place = changes[next] ?? 0;
      const line = lines.lineOf(place);
      if (place >= codeUnits || tokens.compare(at, line, place - lines.startOf(line)) < 0) break;
      name = changes[next + 1] ?? UNKNOWN;
    }
    names[at] = name;
  }
  return names;
}
