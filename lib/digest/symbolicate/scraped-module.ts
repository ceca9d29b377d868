import type { Artifact } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { JavascriptModule } from '../../symbolicate/javascript-module.ts';
import { sourceLines } from '../../symbolicate/source-lines.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { buildInMemory, MAX_UNSTORED_BYTES } from './build-in-memory.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { mapOf } from './map-of.ts';
import { decode, placeOf, readBytes } from './read-source.ts';
import { scrape } from './scrape.ts';
import { attemptsOf, faultOf } from './scraped-map.ts';
import type { EventBuild } from './uploads.ts';

interface Wanted {
  absPath: string;
  deadline: Deadline;
  noteUse(artifact: Artifact): void;
}

/** A built file that nobody uploaded, from the web. Its map may have been uploaded nevertheless. */
export const scrapedModule = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  { absPath, deadline, noteUse }: Wanted,
): Promise<JavascriptModule> => {
  const scraped = await scrape(deps, eventBuild.projectId, absPath);
  if (!scraped?.file) return { fault: faultOf(scraped, 'missing_source'), scraping: attemptsOf(scraped) };
  const { body, headers } = scraped.file;
  const text = decode(body);
  const header = headers.sourcemap ?? headers['x-sourcemap'];
  const wanted = { absPath, debugId: undefined, text, header, deadline, resolvedWith: 'scraping' } as const;
  const found = await mapOf(deps, eventBuild, wanted);
  const { mapUrl, base, resolvedWith } = found;
  const scraping = [scraped.attempt, ...(found.scraping ?? [])];
  const module = { minified: sourceLines(text), mapUrl, base, resolvedWith, scraping };
  if ('fault' in found) return { ...module, fault: found.fault };
  if (found.symbols) return { ...module, symbols: found.symbols };
  noteUse(found.map);
  const index = await symbolsBeside(deps, found.map, { absPath, text, deadline });
  return typeof index === 'string' ? { ...module, fault: index } : { ...module, symbols: index };
};

/** The index of an uploaded map with a file of the web, which may be another one tomorrow. */
const symbolsBeside = (
  deps: SymbolicateDeps,
  map: Artifact,
  { absPath, text, deadline }: { absPath: string; text: string; deadline: Deadline },
): Promise<SymbolIndex | ModuleFault> => {
  const readMap = () => readBytes(deps, map, MAX_UNSTORED_BYTES);
  return buildInMemory(deps, `beside ${placeOf(map)} ${absPath}`, { text, deadline, readMap });
};
