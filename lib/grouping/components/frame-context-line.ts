import type { Frame } from '../../protocol/event.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { isJavascript } from '../platform.ts';
import { isUrlOrFile } from './is-url.ts';

const ID = 'context_line';
/** Languages whose source lines are stable enough to group by. */
const PLATFORMS: ReadonlySet<string> = new Set(['javascript', 'node', 'python', 'php', 'ruby']);
/** A longer line is minified or generated. */
const MAX_LINE_CHARS = 120;

export function contextLineComponent(frame: Frame, platform: string): Component {
  const { context_line: line } = frame;
  if (!line || !PLATFORMS.has(platform)) return leaf(ID, undefined);
  if (line.length > MAX_LINE_CHARS && Array.from(line).length > MAX_LINE_CHARS)
    return ignored(ID, line, 'ignored because line is too long');
  const text = generalize(line, platform);
  if (isInlineScript(frame, platform))
    return ignored(ID, text, 'ignored because file path is a URL and function name is missing');
  return leaf(ID, text);
}

const isInlineScript = (frame: Frame, platform: string): boolean =>
  isJavascript(platform) && !frame.function && isUrlOrFile(frame.abs_path);

const SPAWN_HANDLES = /(\b(?:tracker_fd|pipe_handle|parent_pid)=)\d+/g;

function generalize(line: string, platform: string): string {
  const text = line.trim().replace(/\s+/g, ' ');
  // Python's multiprocessing starts its workers with the numbers of open pipes or of its own process in the source line.
  return platform === 'python' && text.includes('spawn_main(') ? text.replace(SPAWN_HANDLES, '$1<int>') : text;
}
