import type { Frame, SentryEvent } from '../protocol/event.ts';
import type { FrameFault } from './fault.ts';
import { stacksOf } from './symbolicate-event.ts';
import { isJavascriptFrame } from './wants-symbols.ts';

/** How the frames of an event that are the application's own, and may have a map, were mapped. */
export interface MapCoverage {
  /** All of them, some, or none. */
  coverage: 'mapped' | 'partly' | 'unmapped';
  /** Of those that were not, the one nearest to the throw: why, and the file that was asked for. */
  missing?: { fault: FrameFault; file: string };
}

/** What stands in `data.symbolication`; senders may write anything there. */
const FAULTS: ReadonlySet<unknown> = new Set(
  Object.keys({
    no_uploads: true,
    missing_source: true,
    scraping_disabled: true,
    no_sourcemap_reference: true,
    missing_sourcemap: true,
    malformed_sourcemap: true,
    too_large: true,
    out_of_time: true,
    unreadable: true,
    invalid_location: true,
  } satisfies Record<FrameFault, true>),
);

/** `undefined`: it has no such frame, or nobody has tried to map it. @param event after mapping */
export const mapCoverage = (event: SentryEvent): MapCoverage | undefined => {
  const stacks = stacksOf(event).map(({ frames }) => frames.filter(frame => isOwn(frame, event.platform)));
  const own = stacks.flat();
  const missing = nearest([crashOf(event), ...stacks]);
  const isMapped = own.some(({ data }) => data?.symbolicated === true);
  if (!missing) return isMapped ? { coverage: 'mapped' } : undefined;
  return { coverage: isMapped ? 'partly' : 'unmapped', missing };
};

/** Why a frame shows a built file; `undefined` for one that was mapped, or has nothing to be mapped by. */
export const faultOfFrame = ({ data, abs_path }: Frame): FrameFault | undefined => {
  if (data?.symbolicated === true || !FAULTS.has(data?.symbolication)) return undefined;
  const fault = data?.symbolication as FrameFault; // one of the set
  // A server that runs what was written has nothing to upload.
  return fault === 'no_uploads' && !/^https?:/i.test(abs_path ?? '') ? undefined : fault;
};

const isOwn = (frame: Frame, platform: string): boolean => frame.in_app !== false && isJavascriptFrame(frame, platform);

/** The frames of what was seen thrown. */
const crashOf = ({ exception, stacktrace, platform }: SentryEvent): Frame[] =>
  (exception?.values.at(-1)?.stacktrace ?? stacktrace)?.frames.filter(frame => isOwn(frame, platform)) ?? [];

const nearest = (stacks: readonly (readonly Frame[])[]): MapCoverage['missing'] => {
  for (const frames of stacks) {
    const frame = frames.findLast(one => faultOfFrame(one) !== undefined);
    const fault = frame && faultOfFrame(frame);
    if (fault) return { fault, file: frame.abs_path ?? '' };
  }
  return undefined;
};
