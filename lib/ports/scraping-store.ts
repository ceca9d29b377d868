/** Whether and how built files and maps that nobody uploaded are fetched from the web, as people said of a project. */
export interface ScrapingSettings {
  enabled: boolean;
  /** Hosts that may be asked: `example.com`, `*.example.com`, with scheme and port where given. None: nothing is fetched. */
  domains: readonly string[];
  /** Sent with each request to those hosts, so that they can let Allim in. */
  token?: string;
  tokenHeader?: string;
  verifyTls: boolean;
}

export const NO_SCRAPING: ScrapingSettings = { enabled: false, domains: [], verifyTls: true };

export interface ScrapingStore {
  /** `undefined`: nobody has said anything. */
  get(projectId: string): Promise<ScrapingSettings | undefined>;
  set(projectId: string, settings: ScrapingSettings): Promise<void>;
}
