import type { Filter } from './filter.ts';
import { anyGlob } from './glob.ts';

const NAMES = anyGlob([
  '*healthcheck*',
  '*heartbeat*',
  '*/{health,healthy,healthz}',
  '*/{live,livez}',
  '*/{ready,readyz}',
  '*/ping',
]);

/** Transactions, by name, in which somebody only asked whether the service is there. Errors in them are kept. */
export const healthChecks: Filter = settings => {
  if (!settings.healthChecks) return undefined;
  return ({ type, transaction }) =>
    type === 'transaction' && transaction !== undefined && NAMES?.(transaction) === true;
};
