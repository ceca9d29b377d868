import type { Frame } from '../protocol/event.ts';
import type { FrameFault } from '../symbolicate/fault.ts';
import { faultOfFrame } from '../symbolicate/map-coverage.ts';

const SENTENCES = new Map<string, string>(
  Object.entries({
    no_uploads: 'no source map was uploaded for this project',
    missing_source: 'no upload has this file',
    scraping_disabled: 'no upload has this file, and it may not be fetched from the web',
    no_sourcemap_reference: 'the file names no source map',
    missing_sourcemap: 'no upload has its source map',
    malformed_sourcemap: 'its source map cannot be read',
    too_large: 'its source map is too large',
    out_of_time: 'there was no time left; reprocess the issue',
    unreadable: 'its upload is damaged',
    invalid_location: 'its source map knows nothing of this place',
  } satisfies Record<FrameFault, string>),
);

/** Why a frame shows a built file; `undefined` for one that was mapped, or has nothing to be mapped by. */
export const whyUnmapped = (frame: Frame): string | undefined => {
  const fault = faultOfFrame(frame);
  return fault && sentenceOf(fault);
};

/** For people. @param fault the word of `data.symbolication` */
export const sentenceOf = (fault: string): string | undefined => SENTENCES.get(fault);
