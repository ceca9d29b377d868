import type { Frame } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { functionName } from '../function-name.ts';
import { isJavascript, isNative } from '../platform.ts';

const ID = 'function';

export function functionComponent(frame: Frame, platform: string, contextLine: Component): Component {
  const name = platform === 'csharp' ? csharpName(frame) : functionName(frame, platform);
  if (!name) return leaf(ID, undefined);
  if (isJavascript(platform)) return javascriptFunction(name, frame, contextLine);
  if (isNative(platform)) return nativeFunction(name);
  if (platform === 'java')
    return name.startsWith('lambda$') ? ignored(ID, name, 'ignored lambda function') : leaf(ID, name);
  if (platform === 'php') return phpFunction(name);
  return platform === 'ruby' ? rubyFunction(name) : leaf(ID, name);
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
  if (JAVASCRIPT_UNNAMED.has(own) || own.endsWith('/<')) return ignored(ID, own, 'ignored unknown function name');
  const fromSourceMap = isObject(frame.data) && Boolean(frame.data.sourcemap);
  if (fromSourceMap && contextLine.contributes)
    return ignored(ID, own, 'ignored because sourcemap used and context line available');
  return leaf(ID, own, own === name ? undefined : 'trimmed javascript function');
}

const NATIVE_UNNAMED: ReadonlySet<string> = new Set(['<redacted>', '<unknown>']);

const nativeFunction = (name: string): Component =>
  NATIVE_UNNAMED.has(name) ? ignored(ID, name, 'ignored unknown function') : leaf(ID, name);

const PHP_ANONYMOUS = 'class@anonymous';

function phpFunction(name: string): Component {
  // Behind the class stands the file that it is in, with a number that each deployment changes.
  const method = name.startsWith(PHP_ANONYMOUS) ? name.lastIndexOf('::') : -1;
  if (method !== -1) return leaf(ID, name.slice(method + 2), 'anonymous class method');
  const isUnnamed = name.startsWith('[Anonymous') || name.startsWith(`${PHP_ANONYMOUS}\0`);
  return isUnnamed ? ignored(ID, name, 'ignored anonymous function') : leaf(ID, name);
}

/** ERB compiles each template into a method with a hash and an object id in its name. */
function rubyFunction(name: string): Component {
  if (name.startsWith('block ')) return leaf(ID, 'block', 'ruby block');
  const own = name.replace(/__\d{4,32}_\d{4,32}$/, '');
  return leaf(ID, own, own === name ? undefined : 'removed generated erb template suffix');
}
