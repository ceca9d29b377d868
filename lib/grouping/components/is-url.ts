const SCHEMES = ['http:', 'https:', 'applewebdata:', 'blob:'];

/** A place that a browser loaded from, so that its name may change with each deployment. */
export const isUrl = (path: string | undefined | null): boolean =>
  path ? SCHEMES.some(scheme => path.startsWith(scheme)) : false;

/** Also one that it loaded from a disk. */
export const isUrlOrFile = (path: string | undefined | null): boolean =>
  isUrl(path) || path?.startsWith('file:') === true;
