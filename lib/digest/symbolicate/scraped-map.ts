import { readDataUrl } from '../../symbolicate/data-url.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { ResolvedWith, ScrapingAttempt } from '../../symbolicate/javascript-module.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { buildInMemory } from './build-in-memory.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { type Scraped, scrape } from './scrape.ts';

type MapFound = { scraping: readonly ScrapingAttempt[] } & (
  | { symbols: SymbolIndex; resolvedWith: ResolvedWith }
  | { fault: ModuleFault }
);

interface Around {
  text: string | undefined;
  deadline: Deadline;
}

/** A map of the web. */
export const scrapedMap = async (
  deps: SymbolicateDeps,
  projectId: string,
  mapUrl: string,
  { text, deadline }: Around,
): Promise<MapFound> => {
  const scraped = await scrape(deps, projectId, mapUrl);
  const file = scraped?.file;
  if (!file) return { fault: faultOf(scraped, 'missing_sourcemap'), scraping: attemptsOf(scraped) };
  const key = `scraped ${projectId} ${mapUrl}`;
  const symbols = await buildInMemory(deps, key, { text, deadline, readMap: () => file.body });
  return { ...symbolsOrFault(symbols), scraping: [scraped.attempt] };
};

/** A map that a file of the web brings along. */
export const inlineMap = async (deps: SymbolicateDeps, key: string, url: string, around: Around): Promise<MapFound> => {
  const symbols = await buildInMemory(deps, `inline ${key}`, { ...around, readMap: () => readDataUrl(url) });
  return { ...symbolsOrFault(symbols), scraping: [] };
};

const symbolsOrFault = (symbols: SymbolIndex | ModuleFault) =>
  typeof symbols === 'string' ? { fault: symbols } : { symbols, resolvedWith: 'scraping' as const };

export const attemptsOf = (scraped: Scraped | undefined): ScrapingAttempt[] => (scraped ? [scraped.attempt] : []);

/** Why a file of the web is not there. @param missing what it means when it is not switched off */
export const faultOf = (scraped: Scraped | undefined, missing: ModuleFault): ModuleFault =>
  scraped?.attempt.reason === 'disabled' ? 'scraping_disabled' : missing;
