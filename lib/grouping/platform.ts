import type { Frame, SentryEvent } from '../protocol/event.ts';

const JAVASCRIPT: ReadonlySet<string> = new Set(['javascript', 'node']);
const NATIVE: ReadonlySet<string> = new Set(['objc', 'cocoa', 'swift', 'native', 'c']);

/** A frame may come from another language than its event: C under Python, JavaScript in an app. */
export const platformOf = (frame: Frame, event: SentryEvent): string => frame.platform ?? event.platform;

export const isJavascript = (platform: string): boolean => JAVASCRIPT.has(platform);

export const isNative = (platform: string): boolean => NATIVE.has(platform);

/** What rules call a platform. */
export const familyOf = (platform: string): 'javascript' | 'native' | 'other' => {
  if (isJavascript(platform)) return 'javascript';
  return isNative(platform) ? 'native' : 'other';
};
