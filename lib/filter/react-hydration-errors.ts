import type { Filter } from './filter.ts';

/** React says by number what it says in words when it is not minified. */
const NUMBER = /(?:React error #|invariant=|react\.dev\/errors\/)(?:418|419|422|423|425)(?!\d)/i;
const WORDS =
  /does not match server-rendered HTML|Hydration failed because|error while hydrating|before it finished hydrating|could not finish this Suspense boundary/i;

/** What the page became in the browser is not what the server had rendered: React recovers by itself. */
export const reactHydrationErrors: Filter = settings => {
  if (!settings.reactHydrationErrors) return undefined;
  return ({ exception }) =>
    exception?.values.some(({ value }) => value !== undefined && (NUMBER.test(value) || WORDS.test(value))) === true;
};
