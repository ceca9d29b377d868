import type { Frame, SentryEvent } from '../protocol/event.ts';
import { whyUnmapped } from './why-unmapped.ts';

/** Where an error was thrown, for a message of a few lines. */
export interface CrashSite {
  /** `src/checkout.ts:88:13 in pay` */
  place: string;
  /** The line of code that stands there; of a minified file it says nothing to anybody. */
  code: string | undefined;
  /** Why that is not the place in the original file. */
  unmapped: string | undefined;
}

/** Of the newest frame that is the project's own. */
export const crashSite = (event: SentryEvent): CrashSite | undefined => {
  const frames = event.exception?.values.at(-1)?.stacktrace?.frames ?? event.stacktrace?.frames ?? [];
  const frame = frames.findLast(one => one.in_app !== false) ?? frames.at(-1);
  if (!frame) return undefined;
  const unmapped = whyUnmapped(frame);
  const code = unmapped === undefined ? frame.context_line?.trim() : undefined;
  return { place: placeOf(frame), code: code || undefined, unmapped };
};

const placeOf = (frame: Frame): string => {
  const line =
    frame.lineno === undefined ? '' : `:${frame.lineno}${frame.colno === undefined ? '' : `:${frame.colno}`}`;
  return `${fileOf(frame)}${line}${frame.function ? ` in ${frame.function}` : ''}`;
};

/** An original file by its own name: its address is made up of where the map lies. */
const fileOf = ({ data, filename, abs_path, module }: Frame): string =>
  data?.symbolicated === true && filename !== undefined
    ? filename.replace(/^(?:\.{1,2}\/)+/, '')
    : (abs_path ?? filename ?? module ?? '?');
