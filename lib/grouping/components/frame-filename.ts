import type { Frame } from '../../protocol/event.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { isUrl } from './is-url.ts';
import { generalizeJavaFilename } from './java-names.ts';

const ID = 'filename';
const NO_FILE: ReadonlyMap<string, string> = new Map([
  ['<anonymous>', 'anonymous filename discarded'],
  ['[native code]', 'native code indicated by filename'],
]);

/** The last part of the path: where a checkout or a build lies says nothing about the bug. */
export function filenameComponent(frame: Frame, platform: string, module: Component): Component {
  const { filename } = frame;
  if (!filename) return leaf(ID, undefined);
  const name = generalize(filename, platform);
  if (module.contributes) return ignored(ID, name, 'module takes precedence');
  if (isUrl(frame.abs_path)) return ignored(ID, name, 'ignored because frame points to a URL');
  const why = NO_FILE.get(name);
  return why === undefined ? leaf(ID, name) : ignored(ID, name, why);
}

function generalize(filename: string, platform: string): string {
  const path = platform === 'javascript' ? withoutQuery(filename) : filename;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  return platform === 'java' ? generalizeJavaFilename(name) : name;
}

function withoutQuery(filename: string): string {
  const query = filename.indexOf('?');
  return query === -1 ? filename : filename.slice(0, query);
}
