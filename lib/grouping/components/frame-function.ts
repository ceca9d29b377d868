import type { Frame } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { functionName } from '../function-name.ts';
import { isJavascript, isNative } from '../platform.ts';

const ID = 'function';
const NO_NAME = 'the function has no name of its own';

export function functionComponent(frame: Frame, platform: string, contextLine: Component): Component {
  const name = platform === 'csharp' ? csharpName(frame) : functionName(frame, platform);
  if (!name) return leaf(ID, undefined);
  if (isJavascript(platform)) return javascriptFunction(name, frame, contextLine);
  if (isNative(platform)) return nativeFunction(name);
  if (platform === 'java') return name.startsWith('lambda$') ? ignored(ID, name, NO_NAME) : leaf(ID, name);
  if (platform === 'php') return phpFunction(name);
  return leaf(ID, platform === 'ruby' ? rubyName(name) : name);
}

/** Overloads are told apart by their arguments, which only the raw name has. */
const csharpName = (frame: Frame): string | undefined => frame.raw_function || frame.function;

const JAVASCRIPT_UNNAMED: ReadonlySet<string> = new Set([
  '',
  '?',
  '<anonymous function>',
  '<anonymous>',
  'Anonymous function',
]);

function javascriptFunction(name: string, frame: Frame, contextLine: Component): Component {
  // What stands before the last dot is the receiver, which minifiers rename and engines spell differently.
  const own = name.slice(name.lastIndexOf('.') + 1);
  if (JAVASCRIPT_UNNAMED.has(own) || own.endsWith('/<')) return ignored(ID, name, NO_NAME);
  const fromSourceMap = isObject(frame.data) && Boolean(frame.data.sourcemap);
  if (fromSourceMap && contextLine.contributes)
    return ignored(ID, own, 'the source line is better than a name from a source map');
  return leaf(ID, own);
}

const NATIVE_UNNAMED: ReadonlySet<string> = new Set(['<redacted>', '<unknown>']);

const nativeFunction = (name: string): Component =>
  NATIVE_UNNAMED.has(name) ? ignored(ID, name, NO_NAME) : leaf(ID, name);

const PHP_ANONYMOUS = 'class@anonymous';

function phpFunction(name: string): Component {
  if (name.startsWith('[Anonymous') || name.startsWith(`${PHP_ANONYMOUS}\0`)) return ignored(ID, name, NO_NAME);
  return leaf(ID, name.startsWith(`${PHP_ANONYMOUS}::`) ? name.slice(PHP_ANONYMOUS.length + 2) : name);
}

/** ERB compiles each template into a method with a hash and an object id in its name. */
const rubyName = (name: string): string =>
  name.startsWith('block ') ? 'block' : name.replace(/_{2,3}\d{1,32}_\d{1,32}$/, '');
