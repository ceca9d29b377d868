import type { Frame } from '../../protocol/event.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { generalizeJavaModule } from './java-names.ts';

const ID = 'module';

export function moduleComponent(frame: Frame, platform: string): Component {
  const { module } = frame;
  if (!module) return leaf(ID, undefined);
  if (platform === 'javascript' && isPathOf(module, frame)) return ignored(ID, module, 'ignored bad javascript module');
  if (platform !== 'java') return leaf(ID, module);
  if (module.includes('$$Lambda$')) return ignored(ID, module, 'ignored java lambda');
  const general = generalizeJavaModule(module);
  return leaf(ID, general, general === module ? undefined : 'removed codegen marker');
}

const isPathOf = (module: string, frame: Frame): boolean =>
  module.includes('/') && frame.abs_path?.endsWith(module) === true;
