import { NO_SCRAPING, type ScrapingSettings } from '../ports/scraping-store.ts';
import type { ProjectUpdate, ScrapingJson } from './contract/project.ts';

/** Sentry's name of the header that a token is sent in, unless people say another. */
const TOKEN_HEADER = 'X-Sentry-Token';

/** What an update makes of a project's settings; `undefined` when it says nothing of them. */
export const updateScraping = (
  before: ScrapingSettings | undefined,
  update: ProjectUpdate,
): ScrapingSettings | undefined => {
  const { scrapeJavaScript, scrapingDomains, securityToken, securityTokenHeader, verifySSL } = update;
  const said = [scrapeJavaScript, scrapingDomains, securityToken, securityTokenHeader, verifySSL];
  if (said.every(value => value === undefined)) return undefined;
  const { token, tokenHeader, ...known } = before ?? NO_SCRAPING;
  const nextToken = securityToken ?? token;
  const nextHeader = securityTokenHeader === undefined ? tokenHeader : securityTokenHeader;
  return {
    ...known,
    ...(scrapeJavaScript !== undefined && { enabled: scrapeJavaScript }),
    ...(scrapingDomains !== undefined && { domains: scrapingDomains }),
    ...(verifySSL !== undefined && { verifyTls: verifySSL }),
    ...(nextToken && { token: nextToken }),
    ...(nextHeader && { tokenHeader: nextHeader }),
  };
};

/** @param options `mayWrite`: who may change the token sees it */
export const presentScraping = (
  { enabled, domains, token, tokenHeader, verifyTls }: ScrapingSettings = NO_SCRAPING,
  { mayWrite }: { mayWrite: boolean },
): ScrapingJson => ({
  scrapeJavaScript: enabled,
  scrapingDomains: domains,
  securityToken: (mayWrite && token) || '',
  securityTokenHeader: tokenHeader ?? TOKEN_HEADER,
  verifySSL: verifyTls,
});
