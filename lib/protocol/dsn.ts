/** `{scheme}://{publicKey}@{host}{path}/{projectId}`: where an SDK sends, and as whom. */
export interface Dsn {
  protocol: 'http' | 'https';
  publicKey: string;
  /** With port where it is not the scheme's own. */
  host: string;
  /** Prefix in front of `/api/{projectId}/…`; empty or beginning with `/`, no trailing slash. */
  path: string;
  /** Decimal text. */
  projectId: string;
}

export const PUBLIC_KEY = /^[0-9a-f]{32}$/;
const PROJECT_ID = /^[0-9]{1,20}$/;
/** Project ids are unsigned 64-bit numbers in the protocol. */
const MAX_PROJECT_ID = 2n ** 64n - 1n;

/** Decimal text without leading zeros; `undefined` for what is no project id. */
export const parseProjectId = (text: string): string | undefined => {
  if (!PROJECT_ID.test(text)) return undefined;
  const id = BigInt(text);
  return id <= MAX_PROJECT_ID ? String(id) : undefined;
};

/** A key may carry flags behind a dot (`<key>.no-cache`), which mean nothing here. */
export const withoutFlags = (publicKey: string): string => publicKey.split('.', 1)[0] ?? publicKey;

/** `undefined` when the text is no DSN. A secret (`key:secret@`) is legacy and ignored, as is a slash at the end. */
export const parseDsn = (text: string): Dsn | undefined => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // `URL` has no other way to say "not a URL"; the caller gets that as a value.
    return undefined;
  }
  const path = url.pathname.replace(/\/$/, '');
  const slash = path.lastIndexOf('/');
  const projectId = parseProjectId(path.slice(slash + 1));
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !url.username || projectId === undefined)
    return undefined;
  return {
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    publicKey: withoutFlags(url.username),
    host: url.host,
    path: path.slice(0, slash),
    projectId,
  };
};

/** @param publicUrl where Allim is reached, such as `https://abc.execute-api.ap-northeast-2.amazonaws.com`, without a trailing slash */
export const formatDsn = (publicUrl: string, publicKey: string, projectId: string): string =>
  `${publicUrl.replace('://', `://${publicKey}@`)}/${projectId}`;
