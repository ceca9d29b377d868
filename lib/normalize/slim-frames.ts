import type { Frame } from '../protocol/event.ts';

/** So many frames keep their variables and surrounding lines (Sentry's number). */
export const DETAILED_FRAMES = 50;

/**
 * Takes variables and surrounding lines from the frames in the middle of a long stack: of system frames first, then of
 * the application's, and never of the newest.
 */
export const slimFrames = (frames: Frame[]): void => {
  if (frames.length <= DETAILED_FRAMES) return;
  const app = frames.filter(frame => frame.in_app === true);
  const system = frames.filter(frame => frame.in_app !== true);
  const systemRoom = Math.max(DETAILED_FRAMES - app.length, 0);
  const newest = frames.at(-1);
  for (const frame of middle(system, systemRoom)) if (frame !== newest) slim(frame);
  for (const frame of middle(app, DETAILED_FRAMES)) if (frame !== newest) slim(frame);
};

/** What lies between the first and the last half of `room`. */
const middle = (frames: Frame[], room: number): Frame[] => {
  const half = Math.floor(room / 2);
  return frames.length <= room ? [] : frames.slice(half, frames.length - half);
};

const slim = (frame: Frame): void => {
  delete frame.vars;
  delete frame.pre_context;
  delete frame.post_context;
};
