import type { ModuleFault } from './fault.ts';
import type { Lines } from './source-lines.ts';
import type { SymbolIndex } from './symbol-index.ts';

/** By which rule the map of a file was found; Sentry's words. */
export type ResolvedWith = 'debug-id' | 'url' | 'index' | 'release' | 'release-old' | 'scraping';

/** What became of asking the web for a file; Sentry's words. */
export interface ScrapingAttempt {
  url: string;
  status: 'success' | 'not_attempted' | 'failure';
  reason?:
    | 'not_found'
    | 'disabled'
    | 'invalid_host'
    | 'permission_denied'
    | 'timeout'
    | 'download_error'
    | 'other'
    | undefined;
  /** For people. */
  details?: string | undefined;
}

/** A file that frames point into, with what is known of it. */
export interface JavascriptModule {
  /** The file itself, for the lines around raw frames. */
  minified?: Lines | undefined;
  symbols?: SymbolIndex | undefined;
  /** What the map is called in the frame's data. */
  mapUrl?: string | undefined;
  /** What names of sources are relative to: the map, or the file when the map is in it. */
  base?: string | undefined;
  resolvedWith?: ResolvedWith | undefined;
  /** Why there are no symbols. Given when there are none. */
  fault?: ModuleFault | undefined;
  scraping: readonly ScrapingAttempt[];
  /** Whether there is no time left to look further places up. */
  isLate?: (() => boolean) | undefined;
  /** An original file that the map only names. */
  sourceAt?: ((url: string) => Promise<Lines | undefined>) | undefined;
}

/** Finds what belongs to a path of frames. @param debugId as the event's image list says, lower-case with dashes */
export type FindModule = (absPath: string, debugId: string | undefined) => Promise<JavascriptModule>;
