import type { Key } from './key.ts';

/** Records that are digested apart, by when that began: few, and gone as soon as it went well. */
export const TRIALS = 'TRIALS';
export const trialKey = (id: string): Key => ({ pk: TRIALS, sk: id });
