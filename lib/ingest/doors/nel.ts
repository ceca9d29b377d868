import { respondEmpty } from '../respond.ts';
import type { Door } from './door.ts';

/**
 * `POST /api/{project}/nel/`: browsers' reports of requests that failed on the network (Network Error Logging), one or a
 * list, as lines of a log. Reports of another kind are counted as invalid ones.
 */
export const nelDoor: Door = {
  path: 'nel',
  methods: ['POST'],
  batches: true,
  silentLimits: true,
  read: async call => (await import('../seldom-readers.ts')).SELDOM_READERS.networkErrors(call),
  respond: () => respondEmpty(200),
};
