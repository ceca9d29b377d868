const PREFIX = /^data:([^,]{0,200}),/;

/** The bytes in a `data:` address, in base64 or percent-encoded. `undefined`: it is neither. */
export const readDataUrl = (url: string): Uint8Array | undefined => {
  const head = PREFIX.exec(url);
  if (!head) return undefined;
  const body = url.slice(head[0].length);
  if (/;base64$/i.test(head[1] ?? '')) return isBase64(body) ? Buffer.from(body, 'base64') : undefined;
  try {
    return Buffer.from(decodeURIComponent(body), 'utf8');
  } catch {
    // Not percent-encoded.
    return undefined;
  }
};

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/_-]*={0,2}\s*$/.test(text);
