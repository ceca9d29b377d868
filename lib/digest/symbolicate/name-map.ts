import type { ScrapingAttempt } from '../../symbolicate/javascript-module.ts';
import { joinPath } from '../../symbolicate/join-path.ts';

/** What a map is called, and what its sources are relative to. */
export interface NamedMap {
  mapUrl: string;
  base: string;
  scraping: readonly ScrapingAttempt[];
}

/**
 * A map that is in its file, or that nothing but a debug id led to, is called by the file.
 * @param reference as the built file says it
 */
export const nameMap = (absPath: string, reference: string | undefined): NamedMap => {
  const isElsewhere = reference !== undefined && !reference.startsWith('data:');
  const mapUrl = isElsewhere ? joinPath(absPath, reference) : absPath;
  return { mapUrl, base: mapUrl, scraping: [] };
};
