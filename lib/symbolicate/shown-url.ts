/** Characters of a `data:` address that are shown; what it holds is the map itself. */
const DATA_CHARS = 50;

/** An address as events say it. */
export const shownUrl = (url: string): string =>
  url.startsWith('data:') && url.length > DATA_CHARS ? `${url.slice(0, DATA_CHARS)}…` : url;
