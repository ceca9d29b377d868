import type { EdgeSettings } from '../../ports/key-store.ts';
import { formatDsn } from '../../protocol/dsn.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { compactScript, toScriptValue } from '../script.ts';
import { LOADER_SOURCE } from './loader-source.ts';
import { sdkUrl } from './sdk-url.ts';

export interface LoaderPlaces {
  /** Where SDKs reach Allim, without a trailing slash. */
  publicUrl: string;
  /** Where SDK bundles lie. */
  sdkCdn: string;
}

const COMPACT_SOURCE = compactScript(LOADER_SOURCE);

/** What a page gets whose key means nothing here: it runs on as if there were no loader. */
export const NO_LOADER = 'console.warn("Allim: this key is not known or is switched off, so no SDK is loaded.");\n';

/** The loader for one key. It depends on nothing of the request, so it may be cached for everybody. */
export const loaderScript = (settings: EdgeSettings, places: LoaderPlaces, form: 'readable' | 'compact'): string => {
  const source = form === 'compact' ? COMPACT_SOURCE : LOADER_SOURCE;
  return `${source}(${toScriptValue(toConfig(settings, places))});\n`;
};

/** What tracing and replays take unless the page says otherwise; Sentry's numbers. */
const TRACING = { tracesSampleRate: 1 };
const REPLAY = { replaysSessionSampleRate: 0.1, replaysOnErrorSampleRate: 1 };

const toConfig = ({ publicKey, projectId, loader }: EdgeSettings, places: LoaderPlaces): JsonObject => {
  const { hasPerformance = false, hasReplay = false, hasFeedback = false, hasDebug = false } = loader ?? {};
  return {
    sdk: sdkUrl(places.sdkCdn, loader),
    // What only looks when something breaks may come then; the others look from the start.
    lazy: !(hasPerformance || hasReplay || hasFeedback),
    integrations: [
      hasPerformance ? 'browserTracingIntegration' : '',
      hasReplay ? 'replayIntegration' : '',
      hasFeedback ? 'feedbackIntegration' : '',
    ].filter(Boolean),
    options: {
      dsn: formatDsn(places.publicUrl, publicKey, projectId),
      ...(hasPerformance && TRACING),
      ...(hasReplay && REPLAY),
      ...(hasDebug && { debug: true }),
    },
  };
};
