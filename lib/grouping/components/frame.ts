import type { Frame } from '../../protocol/event.ts';
import { branch, type Component, excluded } from '../component.ts';
import { isJavascript } from '../platform.ts';
import { contextLineComponent } from './frame-context-line.ts';
import { filenameComponent } from './frame-filename.ts';
import { functionComponent } from './frame-function.ts';
import { moduleComponent } from './frame-module.ts';

/** Neither lines nor columns are in here: an edit above the bug must not make it a new one. */
export function frameComponent(frame: Frame, platform: string): Component {
  const module = moduleComponent(frame, platform);
  const contextLine = contextLineComponent(frame, platform);
  const component = branch('frame', [
    module,
    filenameComponent(frame, platform, module),
    functionComponent(frame, platform, contextLine),
    contextLine,
  ]);
  return isEngineFrame(frame, platform) ? excluded(component, 'ignored low quality javascript frame') : component;
}

const ENGINE_PATHS: ReadonlySet<string> = new Set(['[native code]', 'native code', 'eval code', '<anonymous>']);

const isEngineFrame = (frame: Frame, platform: string): boolean =>
  isJavascript(platform) && (isEval(frame.raw_function || frame.function) || ENGINE_PATHS.has(frame.abs_path ?? ''));

/** `eval`, `window.eval`, `Object.eval`: engines differ in what they put before it. */
const isEval = (name: string | undefined): boolean => name === 'eval' || name?.endsWith('.eval') === true;
