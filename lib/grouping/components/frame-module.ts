import type { Frame } from '../../protocol/event.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { isJavascript } from '../platform.ts';
import { generalizeJavaModule } from './java-names.ts';

const ID = 'module';

export function moduleComponent(frame: Frame, platform: string): Component {
  const { module } = frame;
  if (!module) return leaf(ID, undefined);
  if (isJavascript(platform) && isPathOf(module, frame))
    return ignored(ID, module, 'the module is only a part of the path');
  if (platform !== 'java') return leaf(ID, module);
  if (module.includes('$$Lambda$')) return ignored(ID, module, 'lambdas are numbered anew by each run');
  return leaf(ID, generalizeJavaModule(module));
}

const isPathOf = (module: string, frame: Frame): boolean =>
  module.includes('/') && frame.abs_path?.endsWith(module) === true;
