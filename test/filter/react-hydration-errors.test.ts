import { expect, test } from '@jest/globals';
import { filtered, thrown } from './event.ts';

const on = { reactHydrationErrors: true };

test.each([
  'Minified React error #418; visit https://react.dev/errors/418 for the full message',
  'Minified React error #425; visit https://reactjs.org/docs/error-decoder.html?invariant=425 for …',
  'https://reactjs.org/docs/error-decoder.html?invariant=419',
  'https://react.dev/errors/422?args[]=',
  "Hydration failed because the server rendered HTML didn't match the client.",
  'There was an error while hydrating. Because the error happened outside of a Suspense boundary, …',
  'Text content does not match server-rendered HTML.',
  'This Suspense boundary received an update before it finished hydrating.',
])('%j is React’s own recovery', value => {
  expect(filtered(thrown({ type: 'Error', value }), on)).toBe('react-hydration-errors');
});

test.each([
  'Minified React error #310; visit …',
  'Minified React error #4180; visit …',
  'Hydration of the lawn failed',
])('%j is left', value => {
  expect(filtered(thrown({ type: 'Error', value }), on)).toBeUndefined();
});
