import type { ScrapingAttempt } from '../../symbolicate/javascript-module.ts';
import { joinPath } from '../../symbolicate/join-path.ts';

/** What a map is called, and what its sources are relative to. */
export interface NamedMap {
  mapUrl?: string | undefined;
  base?: string | undefined;
  scraping: readonly ScrapingAttempt[];
}

/** @param reference as the built file says it. Sources of an inline map are relative to the file that it is in. */
export const nameMap = (absPath: string, reference: string | undefined): NamedMap => {
  if (reference === undefined) return { scraping: [] };
  if (reference.startsWith('data:')) return { mapUrl: reference, base: absPath, scraping: [] };
  const mapUrl = joinPath(absPath, reference);
  return { mapUrl, base: mapUrl, scraping: [] };
};
