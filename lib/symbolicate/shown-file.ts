const WEBPACK_OWN = /^webpack:\/\/[\w@.-]*\/\.\//;
const WEBPACK_ROOT = /^webpack(?:-internal)?:\/\/\//;
const TURBOPACK_PROJECT = /^turbopack:\/\/\/(?:\[project\]\/)?/;

/** The name of an original file as people read it: bundlers write addresses of their own before it. */
export const shownFile = (source: string): string => {
  if (source.startsWith('turbopack:')) return source.replace(TURBOPACK_PROJECT, '');
  if (!isOfWebpack(source)) return source;
  const dependency = source.indexOf('/~/');
  if (dependency !== -1) return source.slice(dependency + 1);
  return WEBPACK_OWN.test(source) ? source.replace(WEBPACK_OWN, './') : source.replace(WEBPACK_ROOT, '');
};

export const isBundlerAddress = (source: string): boolean => isOfWebpack(source) || source.startsWith('turbopack:');

/** Modules that webpack evaluates have addresses of `webpack-internal:`. */
const isOfWebpack = (source: string): boolean =>
  source.startsWith('webpack:') || source.startsWith('webpack-internal:');
