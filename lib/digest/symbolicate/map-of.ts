import type { Artifact } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { ResolvedWith } from '../../symbolicate/javascript-module.ts';
import { type MapReference, mapReference, referenceOf } from '../../symbolicate/map-reference.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { inlineSymbols } from './inline-symbols.ts';
import { type NamedMap, nameMap } from './name-map.ts';
import { placeOf } from './read-source.ts';
import { scrapedMap } from './scraped-map.ts';
import { mapOfId, type UploadedFile, uploadedAs } from './uploaded-file.ts';
import { bundlesOf, type EventBuild, hasUploads } from './uploads.ts';

/** An uploaded map, one that was read already (inline, or from the web), or why there is none. */
export type MapOf = Partial<NamedMap> &
  (
    | { map: Artifact; symbols?: undefined; resolvedWith: ResolvedWith }
    | { symbols: SymbolIndex; resolvedWith: ResolvedWith }
    | { fault: ModuleFault; resolvedWith?: ResolvedWith | undefined }
  );

interface MapWanted extends UploadedFile {
  absPath: string;
  debugId: string | undefined;
  /** Of the built file, where it can be read. */
  text: string | undefined;
  /** What the web server says of the map, where the file is of the web. */
  header?: string | undefined;
  deadline: Deadline;
}

/** The map of a built file: by the file's debug id, then by what it says of its map. */
export const mapOf = async (deps: SymbolicateDeps, eventBuild: EventBuild, wanted: MapWanted): Promise<MapOf> => {
  const reference = referenceFrom(wanted);
  const named = nameMap(wanted.absPath, reference.url);
  const hasAny = await hasUploads(deps, eventBuild.projectId);
  const byId = hasAny && reference.debugId !== undefined && mapOfId(deps, eventBuild, reference.debugId);
  const map = wanted.map ?? (await byId);
  if (map) return { ...named, map, resolvedWith: foundWith(wanted, map) };
  if (reference.url === undefined)
    return { scraping: [], fault: wanted.debugId === undefined ? 'no_sourcemap_reference' : 'missing_sourcemap' };
  if (reference.url.startsWith('data:'))
    return { ...named, ...(await inlineMap(deps, eventBuild, wanted, reference.url)) };
  const found = hasAny && uploadedAs(await bundlesOf(deps, eventBuild), named.mapUrl, ['source_map']);
  if (found) return { ...named, map: found.artifact, resolvedWith: found.resolvedWith };
  return { ...named, ...(await scrapedMap(deps, eventBuild.projectId, named.mapUrl, wanted)) };
};

/** A map that the file brings along was found with it. */
const inlineMap = async (
  deps: SymbolicateDeps,
  { projectId }: EventBuild,
  { minified, absPath, text, deadline, resolvedWith }: MapWanted,
  url: string,
): Promise<
  { symbols: SymbolIndex; resolvedWith: ResolvedWith } | { fault: ModuleFault; resolvedWith: ResolvedWith }
> => {
  const file = minified ? placeOf(minified) : `${projectId} ${absPath}`;
  const symbols = await inlineSymbols(deps, url, { file, text, deadline });
  return typeof symbols === 'string' ? { fault: symbols, resolvedWith } : { symbols, resolvedWith };
};

/** The upload's own word of it, or the web server's, then the file's comments. */
const referenceFrom = ({ minified, text, header }: MapWanted): MapReference => {
  const comments = text === undefined ? {} : mapReference(text);
  const said = minified?.sourceMap ?? header;
  const url = said === undefined ? comments.url : referenceOf(said);
  const debugId = minified?.debugId ?? comments.debugId;
  return { ...(url !== undefined && { url }), ...(debugId !== undefined && { debugId }) };
};

/** A map in the very bundle that its file was found in was found with it; the file's own id only says which it is. */
const foundWith = ({ minified, resolvedWith }: MapWanted, map: Artifact): ResolvedWith =>
  minified !== undefined && minified.bundleId === map.bundleId ? resolvedWith : 'debug-id';
