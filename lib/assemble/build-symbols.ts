import { describeError, type Log } from '../log.ts';
import type { ArtifactFinder } from '../ports/artifact-store.ts';
import type { ListedArtifact } from '../ports/artifact-uploads.ts';

/** Lays a map out for single look-ups. Throws for what is no map. */
export type BuildIndex = (texts: { minified?: string; map: string }) => Uint8Array;

interface Deps {
  artifacts: Pick<ArtifactFinder, 'read' | 'symbols' | 'putSymbols'>;
  buildIndex?: BuildIndex;
  log: Log;
}

/** Bytes of a map and a minified file that are read ahead; larger ones wait until an event needs them. */
const MAX_MAP_BYTES = 64 * 1024 * 1024;
const MAX_MINIFIED_BYTES = 32 * 1024 * 1024;
/** With less time no further map is begun: the largest takes some ten seconds. */
const MIN_MS_LEFT = 60_000;

/** Reads maps while nobody waits for it. Whatever goes wrong here, the upload is fine: the first event tries again. */
export const buildSymbols = async (
  deps: Deps,
  made: readonly { files: readonly ListedArtifact[] }[],
  timeLeft: () => number,
): Promise<void> => {
  const { buildIndex } = deps;
  if (!buildIndex) return;
  for (const { files } of made)
    for (const pair of pairsOf(files)) {
      if (timeLeft() < MIN_MS_LEFT) return;
      await buildPair(deps, buildIndex, pair).catch((error: unknown) =>
        deps.log('info', 'a map was not read ahead', { bundle: pair.map.bundleId, ...describeError(error) }),
      );
    }
};

interface Pair {
  minified: ListedArtifact;
  map: ListedArtifact;
}

/** Minified files and their maps: by debug id, or by what their header says. */
export const pairsOf = (files: readonly ListedArtifact[]): Pair[] => {
  const maps = files.filter(({ type }) => type === 'source_map');
  const byDebugId = new Map(maps.map(map => [map.debugId, map]));
  const byUrl = new Map(maps.map(map => [map.url, map]));
  return files.flatMap(minified => {
    if (minified.type !== 'minified_source') return [];
    const map =
      (minified.debugId !== undefined ? byDebugId.get(minified.debugId) : undefined) ?? byUrl.get(mapUrl(minified));
    return map ? [{ minified, map }] : [];
  });
};

/** `~/static/app.js` with the header `app.js.map` → `~/static/app.js.map`; absent where nothing can be said. */
const mapUrl = ({ url, sourceMap }: ListedArtifact): string => {
  if (url === undefined || sourceMap === undefined || sourceMap.startsWith('data:')) return '';
  if (sourceMap.startsWith('~/') || /^[a-z]+:/i.test(sourceMap)) return sourceMap;
  const root = 'http://root';
  const base = url.startsWith('~/') ? `${root}${url.slice(1)}` : url;
  const resolved = URL.parse(sourceMap, base)?.href ?? '';
  return url.startsWith('~/') && resolved.startsWith(`${root}/`) ? `~${resolved.slice(root.length)}` : resolved;
};

const buildPair = async ({ artifacts }: Deps, buildIndex: BuildIndex, { minified, map }: Pair): Promise<void> => {
  if (map.size > MAX_MAP_BYTES || minified.size > MAX_MINIFIED_BYTES) return;
  const [mapBytes, minifiedBytes] = [
    await artifacts.read(map, MAX_MAP_BYTES),
    await artifacts.read(minified, MAX_MINIFIED_BYTES),
  ];
  if (!mapBytes) return;
  const bytes = buildIndex({
    map: decode(mapBytes),
    ...(minifiedBytes && { minified: decode(minifiedBytes) }),
  });
  await artifacts.putSymbols(map, minified, bytes);
};

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);
