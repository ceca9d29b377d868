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
  if (general === module) return leaf(ID, module);
  return leaf(ID, general, REFLECTION.test(module) ? 'removed reflection marker' : 'removed codegen marker');
}

const REFLECTION = /^(?:sun|jdk\.internal)\.reflect\.GeneratedMethodAccessor/;

const isPathOf = (module: string, frame: Frame): boolean =>
  module.includes('/') && frame.abs_path?.endsWith(module) === true;
