function called(): never {
  throw new Error('called from evaluated code');
}

/** Evaluated code has frames without a place, or with one of its own. */
export const evalSites = {
  'named by sourceURL': () => (0, eval)('(function inEval(next) { return next(); })\n//# sourceURL=evaluated.js')(called),
  'made with arguments': () => new Function('next', 'again', 'return again(() => next());')(called, (f: () => void) => f()),
  'thrown by what was made': () => new Function('value', '\n\nreturn value.missing.deeper;')({}),
  'sorted by what was made': () => [2, 1].sort(new Function('a', 'b', 'throw new Error("no order of " + a)') as () => number),
};
