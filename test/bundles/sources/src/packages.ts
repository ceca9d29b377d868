import pLimit from 'p-limit';
import ms from 'ms';

/** Code of others, from node_modules: CommonJS and ES modules. */
export const packageSites = {
  'package in CommonJS': () => ms({} as unknown as '1s'),
  'package as ES module': () => pLimit(0),
  'callback of a package': () => {
    const limit = pLimit(1);
    return Promise.all([1, 2].map(n => limit(async () => {
      if (n === 2) throw new Error('the second of the queue');
    })));
  },
};
