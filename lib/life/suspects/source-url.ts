/** Where a repository is looked at, and what kind of host that is, where somebody has said it. */
interface Hosted {
  url: string;
  provider?: string;
}

type Link = (base: string, ref: string, path: string, line: string) => string;

const GITHUB: Link = (base, ref, path, line) => `${base}/blob/${ref}/${path}${line && `#L${line}`}`;
const LINKS: readonly [provider: RegExp, host: RegExp, link: Link][] = [
  [/^gitlab/, /(?:^|\.)gitlab\./, (base, ref, path, line) => `${base}/-/blob/${ref}/${path}${line && `#L${line}`}`],
  [
    /^bitbucket$/,
    /(?:^|\.)bitbucket\.org$/,
    (base, ref, path, line) => `${base}/src/${ref}/${path}${line && `#lines-${line}`}`,
  ],
  [
    /^vsts$/,
    /(?:^|\.)(?:visualstudio\.com|dev\.azure\.com)$/,
    (base, ref, path, line) => `${base}?path=/${path}&version=GB${ref}${line && `&line=${line}`}`,
  ],
];

/** The address of a line of a file, as the repository's host shows it: as GitHub does, unless it is known for another. */
export const sourceUrl = ({ url, provider }: Hosted, at: { ref: string; path: string; line?: number }): string => {
  const host = URL.parse(url)?.hostname ?? '';
  const known = LINKS.find(([name, hosts]) => (provider === undefined ? hosts.test(host) : name.test(provider)));
  const link = known?.[2] ?? GITHUB;
  const path = at.path.split('/').map(encodeURIComponent).join('/');
  return link(
    url,
    at.ref.split('/').map(encodeURIComponent).join('/'),
    path,
    at.line === undefined ? '' : String(at.line),
  );
};
