import anonymousArrow from './anonymous-arrow';
import Anonymous from './anonymous-class';
import anonymous from './anonymous-function';
import { asyncSites } from './asyncs';
import { evalSites } from './evaluated';
import { legacySites } from './legacy';
import { memberSites } from './members';
import { typescriptSites } from './typescript';
import { viewSites } from './views';

const sites: Record<string, () => unknown> = {
  'default export without a name': () => anonymous([{ price: { amount: 1 } }, {}]),
  'default class without a name': () => new Anonymous().take('pot'),
  'default arrow': () => anonymousArrow('a/b'),
  ...memberSites,
  ...typescriptSites,
  ...asyncSites,
  ...viewSites,
  ...evalSites,
  ...legacySites,
};

(globalThis as unknown as { errorSites: typeof sites }).errorSites = sites;
