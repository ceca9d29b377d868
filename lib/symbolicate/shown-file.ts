const WEBPACK_OWN = /^webpack:\/\/[\w@.-]*\/\.\//;
const WEBPACK_ROOT = 'webpack:///';
const TURBOPACK_PROJECT = /^turbopack:\/\/\/(?:\[project\]\/)?/;

/** The name of an original file as people read it: bundlers write addresses of their own before it. */
export const shownFile = (source: string): string => {
  if (source.startsWith('turbopack:')) return source.replace(TURBOPACK_PROJECT, '');
  if (!source.startsWith('webpack:')) return source;
  const dependency = source.indexOf('/~/');
  if (dependency !== -1) return source.slice(dependency + 1);
  if (WEBPACK_OWN.test(source)) return source.replace(WEBPACK_OWN, './');
  return source.startsWith(WEBPACK_ROOT) ? source.slice(WEBPACK_ROOT.length) : source;
};

export const isBundlerAddress = (source: string): boolean =>
  source.startsWith('webpack:') || source.startsWith('turbopack:');
