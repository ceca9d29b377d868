import { respondEmpty } from '../respond.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/integration/vercel/logs`: a log drain of Vercel, as a list or a line each. */
export const vercelLogsDoor: Door = {
  path: 'integration/vercel/logs',
  methods: ['POST'],
  batches: true,
  read: async call => (await import('../seldom-readers.ts')).SELDOM_READERS.logDrain(call),
  respond: () => respondEmpty(202),
};
