import type { JavascriptModule } from '../../symbolicate/javascript-module.ts';
import { mapReference, referenceOf } from '../../symbolicate/map-reference.ts';
import { sourceLines } from '../../symbolicate/source-lines.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { nameMap } from './name-map.ts';
import { decode } from './read-source.ts';
import { scrape } from './scrape.ts';
import { attemptsOf, faultOf, inlineMap, scrapedMap } from './scraped-map.ts';

/** A built file that nobody uploaded, from the web. */
export const scrapedModule = async (
  deps: SymbolicateDeps,
  projectId: string,
  absPath: string,
  deadline: Deadline,
): Promise<JavascriptModule> => {
  const scraped = await scrape(deps, projectId, absPath);
  if (!scraped?.file) return { fault: faultOf(scraped, 'missing_source'), scraping: attemptsOf(scraped) };
  const text = decode(scraped.file.body);
  const minified = sourceLines(text);
  const url = referenceIn(scraped.file.headers, text);
  const scraping = [scraped.attempt];
  if (url === undefined) return { minified, fault: 'no_sourcemap_reference', scraping };
  const names = nameMap(absPath, url);
  const map = url.startsWith('data:')
    ? await inlineMap(deps, `${projectId} ${absPath}`, url, { text, deadline })
    : await scrapedMap(deps, projectId, names.mapUrl ?? url, { text, deadline });
  return { ...names, minified, ...map, scraping: [...scraping, ...map.scraping] };
};

/** What the web server says of the map, then the file's comment. */
const referenceIn = (headers: Readonly<Record<string, string>>, text: string): string | undefined => {
  const header = headers.sourcemap ?? headers['x-sourcemap'];
  return header === undefined ? mapReference(text).url : referenceOf(header);
};
