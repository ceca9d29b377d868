import { findRoute } from '../lib/ingest/route.ts';
import { Refusal } from '../lib/protocol/refusal.ts';
import type { FuzzCase } from './fuzz-case.ts';

/** Which door a request came to, for the table at the end. */
export const doorOf = ({ request: { path, method } }: FuzzCase): string => {
  if (path.includes('/js-sdk-loader/')) return 'loader';
  if (path.includes('/embed/error-page')) return 'dialog';
  try {
    const { door } = findRoute(path, method);
    return door.path.replaceAll(/\(\?<(\w+)>[^)]*\)/g, '{$1}').replace(/\(\?:.*/, '');
  } catch (error) {
    if (error instanceof Refusal) return 'none';
    throw error;
  }
};
