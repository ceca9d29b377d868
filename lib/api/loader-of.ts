import type { EdgeSettings, LoaderSettings } from '../ports/key-store.ts';
import { DEFAULT_SDK_VERSION } from './contract/key.ts';

/** What the loader script of a key loads, as nobody has chosen otherwise: errors alone, the current SDK. */
const DEFAULT: LoaderSettings = {
  sdkVersion: DEFAULT_SDK_VERSION,
  hasPerformance: false,
  hasReplay: false,
  hasFeedback: false,
  hasDebug: false,
};

export const loaderOf = ({ loader }: Pick<EdgeSettings, 'loader'>): LoaderSettings => loader ?? DEFAULT;
