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
/** Project ids are unsigned 64-bit numbers in the protocol. */
export const PROJECT_ID = /^[0-9]{1,20}$/;

/** `undefined` when the text is no DSN. A secret (`key:secret@`) is legacy and ignored. */
export const parseDsn = (text: string): Dsn | undefined => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // `URL` has no other way to say "not a URL"; the caller gets that as a value.
    return undefined;
  }
  const slash = url.pathname.lastIndexOf('/');
  const projectId = url.pathname.slice(slash + 1);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !url.username || !PROJECT_ID.test(projectId))
    return undefined;
  return {
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    publicKey: url.username,
    host: url.host,
    path: url.pathname.slice(0, slash),
    projectId,
  };
};

/** @param publicUrl where Allim is reached, such as `https://abc.execute-api.ap-northeast-2.amazonaws.com`, without a trailing slash */
export const formatDsn = (publicUrl: string, publicKey: string, projectId: string): string =>
  `${publicUrl.replace('://', `://${publicKey}@`)}/${projectId}`;
