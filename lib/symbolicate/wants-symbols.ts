import type { Frame } from '../protocol/event.ts';

const JAVASCRIPT: ReadonlySet<string> = new Set(['javascript', 'node']);
/** What on a server is a file; every other path there is a module of Node itself. */
const SERVER_FILE = /^(?:app:|webpack:|[a-z]:|\/)/i;
const ASYNC = 'async ';

/** Frames of a language that is built with maps. */
export const isJavascriptFrame = (frame: Frame, platform: string): boolean =>
  JAVASCRIPT.has(frame.platform ?? platform);

/** Whether a frame stands in a file that may have a map. */
export const wantsSymbols = (frame: Frame, platform: string): frame is Frame & { abs_path: string; lineno: number } =>
  isJavascriptFrame(frame, platform) &&
  frame.abs_path !== undefined &&
  frame.lineno !== undefined &&
  !isOfEngine(frame, platform);

/** Whether it is code of the engine or of Node itself, which nobody wrote for this application. */
export const isOfEngine = (frame: Frame, platform: string): boolean => {
  const path = frame.abs_path;
  if (path === undefined || !isJavascriptFrame(frame, platform)) return false;
  if (path === 'native' || path === '[native code]') return true;
  return (frame.platform ?? platform) === 'node' && !SERVER_FILE.test(withoutAsync(path));
};

/** Firefox writes it before the paths of asynchronous callers. */
export const withoutAsync = (path: string): string => (path.startsWith(ASYNC) ? path.slice(ASYNC.length) : path);
