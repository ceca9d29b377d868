import type { LoaderSettings } from '../../ports/key-store.ts';
import { sdkVersion } from './sdk-version.ts';

/** Bundles with replays and the feedback form are made since this major version. */
const FIRST_WITH_REPLAY = 7;

/**
 * Where the bundle with what the key wants lies: `<cdn>/<version>/bundle[.tracing][.replay][.feedback][.debug].min.js`.
 * There is none with the feedback form and just one of the others: the whole one stands in.
 */
export const sdkUrl = (cdn: string, settings: LoaderSettings | undefined): string => {
  const version = sdkVersion(settings?.sdkVersion);
  const parts = [...bundleParts(version, settings), settings?.hasDebug ? 'debug' : ''].filter(Boolean);
  return `${cdn.replace(/\/+$/, '')}/${version}/${['bundle', ...parts, 'min', 'js'].join('.')}`;
};

const bundleParts = (version: string, settings: LoaderSettings | undefined): string[] => {
  if (settings === undefined) return [];
  const { hasPerformance, hasReplay, hasFeedback } = settings;
  if (Number.parseInt(version, 10) < FIRST_WITH_REPLAY) return hasPerformance ? ['tracing'] : [];
  if (hasFeedback && (hasPerformance || hasReplay)) return ['tracing', 'replay', 'feedback'];
  return [hasPerformance ? 'tracing' : '', hasReplay ? 'replay' : '', hasFeedback ? 'feedback' : ''].filter(Boolean);
};
