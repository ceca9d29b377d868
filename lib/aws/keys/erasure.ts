import { isoTime, type Key } from './key.ts';

/** Orders to delete and their receipts: an id begins with its time. */
export const erasureKey = (organization: string, id: string): Key => ({ pk: `ERASURE#${organization}`, sk: id });
/** What such an order says, as long as it is worked on. */
export const erasureOrderKey = (organization: string, id: string): Key => ({
  pk: `ERASUREORDER#${organization}`,
  sk: id,
});

/** What of them is to be worked on, by when. */
export const ERASING = 'ERASING';
export const erasureDueKey = (due: number, id: string): Key => ({ pk: ERASING, sk: `${erasureDueBefore(due)}#${id}` });
/** Sorts before all that is due later. */
export const erasureDueBefore = (due: number): string => `DUE#${isoTime(due)}`;
export const erasureTurnKey: Key = { pk: ERASING, sk: 'TURN' };
