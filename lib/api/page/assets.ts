import { createHash } from 'node:crypto';
import { ICON } from './icon.ts';
import { SCRIPT } from './script/script.ts';
import { STYLE } from './style.ts';

/** A file of the page. They are kept as text in modules so that a bundle and plain Node hold them alike. */
export interface Asset {
  /** Its name below `/assets/`, with a hash of its content. */
  file: string;
  contentType: string;
  body: string;
}

/** Hex digits of the hash in a name: enough that no two versions ever meet. */
const HASH_DIGITS = 16;

const asset = (name: string, extension: string, contentType: string, body: string): Asset => {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, HASH_DIGITS);
  return { file: `${name}.${hash}.${extension}`, contentType, body };
};

export const SCRIPT_ASSET = asset('page', 'js', 'text/javascript; charset=utf-8', SCRIPT);
export const STYLE_ASSET = asset('page', 'css', 'text/css; charset=utf-8', STYLE);
export const ICON_ASSET = asset('icon', 'svg', 'image/svg+xml', ICON);

export const ASSETS: readonly Asset[] = [SCRIPT_ASSET, STYLE_ASSET, ICON_ASSET];
