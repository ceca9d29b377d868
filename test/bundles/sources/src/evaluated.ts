function inner(): never {
  throw new Error('called from evaluated code');
}

export const evalSites = {
  'called from eval': () => {
    const direct = inner;
    // biome-ignore lint: what this file is about
    return (0, eval)('(function evaluated(next) { return next(); })')(direct);
  },
  'called from a made function': () => new Function('next', 'return [1].map(function () { return next(); })')(inner),
  'thrown in eval': () => (0, eval)('null.property'),
};
