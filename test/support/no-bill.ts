import type { Bill } from '../../lib/digest/bill.ts';

/** For digests that are not about what they cost. */
export const NO_BILL: Bill = { settle: async () => {}, learn: async () => {} };
