import * as z from 'zod';

export const signIn = z.strictObject({ token: z.string().min(1) });
