import { cartSites } from './cart';
import { closureSites } from './closures';
import { componentSites } from './component';
import { evalSites } from './evaluated';
import { koreanSites } from './korean';
import { legacySites } from './legacy';
import { longSites } from './long';
import { orderSites } from './orders';
import { packageSites } from './packages';

type Site = () => unknown;

/** Each throws, at once or later; what runs the bundle calls them one by one. */
const sites: Record<string, Site> = {
  ...cartSites,
  ...orderSites,
  ...closureSites,
  ...componentSites,
  ...legacySites,
  ...koreanSites,
  ...evalSites,
  ...longSites,
  ...packageSites,
  'lazy chunk': async () => {
    const { makeReport } = await import('./lazy/report');
    return makeReport([{ id: 1 }, { id: 2 }]);
  },
};

(globalThis as unknown as { errorSites: Record<string, Site> }).errorSites = sites;
