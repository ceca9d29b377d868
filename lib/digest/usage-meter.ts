import { addUsage, usageOf } from '../budget/usage.ts';
import type { UsageMeter } from '../ports/usage-meter.ts';

export const usageMeter = (): UsageMeter => {
  let sum = usageOf();
  return {
    add: usage => {
      sum = addUsage(sum, usage);
    },
    take: () => {
      const taken = sum;
      sum = usageOf();
      return taken;
    },
  };
};
