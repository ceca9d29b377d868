import type { Frame, SentryEvent } from '../protocol/event.ts';
import { crashStacktrace } from './crash-frame.ts';
import { functionName } from './function-name.ts';
import { isJavascript, isNative, platformOf } from './platform.ts';
import { truncate } from './truncate.ts';

/** Characters, as the API's clients expect it. */
const MAX_CHARS = 200;

/** Where it went wrong, in one line: the transaction, else the function, else the page. Empty when nobody knows. */
export const eventCulprit = (event: SentryEvent): string =>
  truncate(event.transaction || frameCulprit(event) || event.request?.url || '', MAX_CHARS);

function frameCulprit(event: SentryEvent): string {
  // The stack of a synthetic exception leads to where it was reported, not to where it broke.
  if (event.exception?.values.at(-1)?.mechanism?.synthetic) return '';
  const described = (frame: Frame): string => describe(frame, platformOf(frame, event));
  const frames = crashStacktrace(event)?.frames ?? [];
  const own = frames.findLast(frame => frame.in_app === true && described(frame) !== '') ?? frames.at(-1);
  return own ? described(own) : '';
}

function describe(frame: Frame, platform: string): string {
  const name = functionName(frame, platform);
  if (isNative(platform)) return name ?? '?';
  const place = frame.module || frame.filename;
  if (!place) return '';
  return isJavascript(platform) ? `${name ?? '?'}(${place})` : `${place} in ${name ?? '?'}`;
}
