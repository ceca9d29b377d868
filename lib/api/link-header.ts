import type { ApiRequest } from './api-request.ts';

/**
 * Sentry's `Link` header, by which its clients read on. They look at `results` and hand `cursor` back.
 * Lists are read forwards only, so `previous` never has results.
 */
export const linkHeader = (publicUrl: string, request: ApiRequest, next: string | undefined): { link: string } => {
  const link = (rel: string, results: boolean, cursor: string): string => {
    const query = new URLSearchParams(request.query);
    query.set('cursor', cursor);
    return `<${publicUrl}${encodeURI(request.path)}?${query.toString()}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return { link: `${link('previous', false, FIRST)}, ${link('next', next !== undefined, next ?? NONE)}` };
};

/** What Sentry writes where there is nothing to go to. Not read back by us: `cursor.ts` takes it for the beginning. */
const FIRST = '0:0:1';
const NONE = '0:0:0';
