import type { Frame } from '../protocol/event.ts';
import { trimNativeFunction } from './native-function.ts';
import { isNative } from './platform.ts';

/** The function as a person would name it: without arguments, return type and compiler decoration. */
export function functionName(frame: Frame, platform: string): string | undefined {
  const { function: name, raw_function: raw } = frame;
  // A raw name beside it says that somebody, the SDK or the symbolicator, has trimmed the function already.
  if (raw) return name || raw;
  return name ? trimFunction(name, platform) : undefined;
}

export function trimFunction(name: string, platform: string): string {
  if (platform === 'csharp') return trimCsharp(name);
  return isNative(platform) ? trimNativeFunction(name, platform) : name;
}

function trimCsharp(name: string): string {
  const args = name.indexOf(' (');
  return args > 0 ? name.slice(0, args) : name;
}
