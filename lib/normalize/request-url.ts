/** A URL as it is given, without query and fragment, which have their own places. */
export interface UrlParts {
  url: string;
  query: string;
  fragment: string;
}

/** A URL in which nothing is to be escaped or made shorter: most are, and so need no parser. */
const PLAIN = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(?::(?!80\b|443\b)\d{1,5})?\/[\w.~%/+@,;=!$&'()*:-]*$/;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/;

/** A text that is no URL, a path say, is split all the same. */
export const splitUrl = (text: string): UrlParts => {
  const hash = text.indexOf('#');
  const before = hash === -1 ? text : text.slice(0, hash);
  const mark = before.indexOf('?');
  return {
    url: spelled(mark === -1 ? before : before.slice(0, mark)),
    query: mark === -1 ? '' : before.slice(mark + 1),
    fragment: hash === -1 ? '' : text.slice(hash + 1),
  };
};

/** One URL in one spelling: escaped, the host in lower case, without the port that its scheme has anyway. */
const spelled = (url: string): string =>
  (PLAIN.test(url) && !DOT_SEGMENT.test(url)) || !URL.canParse(url) ? url : new URL(url).href;
