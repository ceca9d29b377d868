import type { Ids } from '../ports/ids.ts';

const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 1_000;

/** Transactions that met on one item try again at different moments. */
export const pauseWithJitter = async (ids: Pick<Ids, 'random'>, round: number): Promise<void> => {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round);
  await new Promise(resolve => setTimeout(resolve, most * (0.5 + ids.random() / 2)));
};
