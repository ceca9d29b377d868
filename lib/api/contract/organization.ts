import * as z from 'zod';
import { scrubbing } from './scrubbing.ts';

/** Characters. */
const MAX_NAME = 64;

/** `PUT` of an organization: what is left out stays as it is, what nobody knows here is passed over. */
export const organizationUpdate = z.object({
  name: z.string().trim().min(1, 'This field may not be blank.').max(MAX_NAME).optional(),
  ...scrubbing,
});
