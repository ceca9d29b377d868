import type { Frame } from '../../protocol/event.ts';
import { type Component, ignored, leaf } from '../component.ts';
import { isUrl } from './is-url.ts';
import { generalizeJavaFilename } from './java-names.ts';

const ID = 'filename';
const NO_FILE: ReadonlyMap<string, string> = new Map([
  ['<anonymous>', 'ignored because filename is anonymous'],
  ['[native code]', 'ignored because filename suggests native code'],
]);

/** The last part of the path: where a checkout or a build lies says nothing about the bug. */
export function filenameComponent(frame: Frame, platform: string, module: Component): Component {
  const { filename } = frame;
  if (!filename) return leaf(ID, undefined);
  const name = generalize(filename, platform);
  const why = isUrl(frame.abs_path) ? 'ignored because frame points to a URL' : NO_FILE.get(name);
  if (why !== undefined) return ignored(ID, name, why);
  if (module.contributes) return ignored(ID, name, 'ignored because module takes precedence');
  return leaf(ID, name, isGenerated(filename, name) ? 'cleaned javassist parts' : undefined);
}

/** What is in a name when a part of it was replaced, and never before. */
const isGenerated = (filename: string, name: string): boolean =>
  name.includes('<auto>') && !filename.includes('<auto>');

function generalize(filename: string, platform: string): string {
  const path = platform === 'javascript' ? withoutQuery(filename) : filename;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  return platform === 'java' ? generalizeJavaFilename(name) : name;
}

function withoutQuery(filename: string): string {
  const query = filename.indexOf('?');
  return query === -1 ? filename : filename.slice(0, query);
}
