import type { ScrapingSettings, ScrapingStore } from '../../lib/ports/scraping-store.ts';

export const memoryScrapingStore = (settings: Record<string, ScrapingSettings> = {}): ScrapingStore => {
  const known = new Map(Object.entries(settings));
  return {
    get: async projectId => known.get(projectId),
    set: async (projectId, after) => void known.set(projectId, after),
  };
};
