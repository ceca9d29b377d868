import type { ApiDeps } from './api-request.ts';

/** Bytes of a key: 32 hex digits in a DSN. */
const BYTES = 16;

export const newPublicKey = ({ ids }: Pick<ApiDeps, 'ids'>): string => ids.secret(BYTES);
