import type { Artifact } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { ResolvedWith } from '../../symbolicate/javascript-module.ts';
import { type MapReference, mapReference, referenceOf } from '../../symbolicate/map-reference.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { inlineSymbols } from './inline-symbols.ts';
import { type NamedMap, nameMap } from './name-map.ts';
import { scrapedMap } from './scraped-map.ts';
import { mapOfId, type UploadedFile, uploadedAs } from './uploaded-file.ts';
import { bundlesOf, type EventBuild } from './uploads.ts';

/** An uploaded map, one that was read already (inline, or from the web), or why there is none. */
export type MapOf = NamedMap &
  (
    | { map: Artifact; symbols?: undefined; resolvedWith: ResolvedWith }
    | { symbols: SymbolIndex; resolvedWith: ResolvedWith }
    | { fault: ModuleFault }
  );

interface MapWanted extends UploadedFile {
  absPath: string;
  debugId: string | undefined;
  /** Of the built file, where it can be read. */
  text: string | undefined;
  deadline: Deadline;
}

/** The map of an uploaded file: by the file's debug id, then by what it says of its map. */
export const mapOf = async (deps: SymbolicateDeps, eventBuild: EventBuild, wanted: MapWanted): Promise<MapOf> => {
  const reference = referenceFrom(wanted);
  const named = nameMap(wanted.absPath, reference.url);
  const map = wanted.map ?? (reference.debugId && (await mapOfId(deps, eventBuild.projectId, reference.debugId)));
  if (map) return { ...ofArtifact(wanted.absPath, map, named), map, resolvedWith: 'debug-id' };
  if (reference.url === undefined || named.mapUrl === undefined)
    return { scraping: [], fault: wanted.debugId === undefined ? 'no_sourcemap_reference' : 'missing_sourcemap' };
  if (reference.url.startsWith('data:')) {
    const symbols = await inlineSymbols(deps, reference.url, wanted);
    const { resolvedWith } = wanted;
    return { ...named, ...(typeof symbols === 'string' ? { fault: symbols } : { symbols, resolvedWith }) };
  }
  const found = uploadedAs(await bundlesOf(deps, eventBuild), named.mapUrl, ['source_map']);
  if (found) return { ...named, map: found.artifact, resolvedWith: found.resolvedWith };
  return { ...named, ...(await scrapedMap(deps, eventBuild.projectId, named.mapUrl, wanted)) };
};

/** The upload's own word of it, then the file's comments. */
const referenceFrom = ({ minified, text }: MapWanted): MapReference => {
  const comments = text === undefined ? {} : mapReference(text);
  const url = minified?.sourceMap === undefined ? comments.url : referenceOf(minified.sourceMap);
  const debugId = minified?.debugId ?? comments.debugId;
  return { ...(url !== undefined && { url }), ...(debugId !== undefined && { debugId }) };
};

/** A map that nothing but its id led to is called by the name that it was uploaded by. */
const ofArtifact = (absPath: string, map: Artifact, named: NamedMap): NamedMap => {
  if (named.mapUrl !== undefined && !named.mapUrl.startsWith('data:')) return named;
  return map.url === undefined ? { ...named, base: absPath } : nameMap(absPath, map.url);
};
