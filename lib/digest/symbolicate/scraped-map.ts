import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { ResolvedWith, ScrapingAttempt } from '../../symbolicate/javascript-module.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { buildInMemory } from './build-in-memory.ts';
import type { Deadline } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { type Scraped, scrape } from './scrape.ts';

type MapFound = { scraping: readonly ScrapingAttempt[] } & (
  | { symbols: SymbolIndex; resolvedWith: ResolvedWith }
  | { fault: ModuleFault; resolvedWith?: ResolvedWith }
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
  const symbols = await buildInMemory(deps, key, { text, deadline, readMap: async () => file.body });
  const found = { resolvedWith: 'scraping', scraping: [scraped.attempt] } as const;
  return typeof symbols === 'string' ? { ...found, fault: symbols } : { ...found, symbols };
};

export const attemptsOf = (scraped: Scraped | undefined): ScrapingAttempt[] => (scraped ? [scraped.attempt] : []);

/** Why a file of the web is not there. @param missing what it means when it is not switched off */
export const faultOf = (scraped: Scraped | undefined, missing: ModuleFault): ModuleFault =>
  scraped?.attempt.reason === 'disabled' ? 'scraping_disabled' : missing;
