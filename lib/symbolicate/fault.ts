import type { EventError, Frame } from '../protocol/event.ts';
import { shownUrl } from './shown-url.ts';

/**
 * Why nothing of a file can be mapped; stands in `data.symbolication` of its frames.
 * - `no_uploads`: nothing was uploaded for the project
 * - `missing_source`: no upload has the file
 * - `scraping_disabled`: no upload has it, and it may not be fetched from the web
 * - `no_sourcemap_reference`: the file names no map: it was not built, or its comment was cut off
 * - `missing_sourcemap`: it names a map that no upload has
 * - `malformed_sourcemap`: the map cannot be read
 * - `too_large`: the map or the file is above a limit
 * - `out_of_time`: there was no time left to read it; mapping again later may help
 * - `unreadable`: its bytes in the upload are damaged
 */
export type ModuleFault =
  | 'no_uploads'
  | 'missing_source'
  | 'scraping_disabled'
  | 'no_sourcemap_reference'
  | 'missing_sourcemap'
  | 'malformed_sourcemap'
  | 'too_large'
  | 'out_of_time'
  | 'unreadable';

/** `invalid_location`: the map knows nothing at the frame's line and column. */
export type FrameFault = ModuleFault | 'invalid_location';

/** Types of the errors that mapping adds to an event. */
export const SYMBOLICATION_ERRORS: ReadonlySet<string> = new Set([
  'js_no_source',
  'js_scraping_disabled',
  'js_invalid_sourcemap',
  'js_invalid_sourcemap_location',
  'js_missing_sources_content',
  'fetch_too_large',
  'fetch_timeout',
  'fetch_generic_error',
]);

/** What the event says of a frame that was not mapped; `undefined` where that is no error. */
export const errorOfFault = (fault: FrameFault, frame: Frame, mapUrl: string | undefined): EventError | undefined => {
  const path = shownUrl(frame.abs_path ?? '');
  const map = mapUrl === undefined ? path : shownUrl(mapUrl);
  switch (fault) {
    case 'no_sourcemap_reference':
      return undefined;
    // Servers that run what was written have nothing to upload.
    case 'no_uploads':
      return /^https?:/i.test(path) ? { type: 'js_no_source', url: path } : undefined;
    case 'missing_source':
    case 'missing_sourcemap':
      return { type: 'js_no_source', url: path };
    case 'scraping_disabled':
      return { type: 'js_scraping_disabled', url: path };
    case 'malformed_sourcemap':
      return { type: 'js_invalid_sourcemap', url: map };
    case 'invalid_location':
      return {
        type: 'js_invalid_sourcemap_location',
        row: frame.lineno ?? 0,
        column: frame.colno ?? 0,
        source: path,
      };
    case 'too_large':
      return { type: 'fetch_too_large', url: map };
    case 'out_of_time':
      return { type: 'fetch_timeout', url: map };
    case 'unreadable':
      return { type: 'fetch_generic_error', url: map };
  }
};
