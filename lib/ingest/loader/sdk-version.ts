/** The newest release of each major version that Sentry's CDN has, for keys that name a major version only. */
const NEWEST: Readonly<Record<string, string>> = {
  '4': '4.6.6',
  '5': '5.30.0',
  '6': '6.19.7',
  '7': '7.120.4',
  '8': '8.55.0',
  '9': '9.47.1',
  '10': '10.78.0',
  '11': '11.12.0',
};
/** What a key without a version gets. */
const CURRENT = '11';
const EXACT = /^\d{1,3}\.\d{1,4}\.\d{1,4}(?:-[a-z]{1,8}\.\d{1,4})?$/;

/** An exact version: the one that was asked for, the newest of a major one (`10.x`), or the current one. */
export const sdkVersion = (asked: string | undefined): string => {
  if (asked !== undefined && EXACT.test(asked)) return asked;
  const major = /^(\d{1,3})\.x$/.exec(asked ?? '')?.[1] ?? CURRENT;
  return NEWEST[major] ?? NEWEST[CURRENT] ?? '';
};
