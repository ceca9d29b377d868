import type { Reach } from './rule.ts';

/** The frames that an action is for, from and up to but without, when the one at `place` of `count` matched. */
export const reached = (reach: Reach, place: number, count: number): readonly [from: number, to: number] =>
  reach === 'frame' ? [place, place + 1] : reach === 'newer' ? [place + 1, count] : [0, place];
