import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { ASSETS } from '../page/assets.ts';
import { PAGE_HTML } from '../page/html.ts';
import { notFound } from '../refusal.ts';
import type { OpenCall } from '../route.ts';

/**
 * Nothing but our own script and style, no inline code, no frames, no form that leaves. Trusted Types make the browser
 * refuse what would turn text into HTML, should the script ever try.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** The page is the same for everyone and at every address: its script reads the address and asks the API. */
export const getPage = async (): Promise<ApiResponse> => ({
  status: 200,
  headers: { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  body: PAGE_HTML,
});

/** An asset's name holds its hash, so it never changes. */
export const getAsset = async (_deps: ApiDeps, { params }: OpenCall<{ file: string }>): Promise<ApiResponse> => {
  const asset = ASSETS.find(({ file }) => file === params.file);
  if (!asset) throw notFound();
  return {
    status: 200,
    headers: {
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
    body: asset.body,
  };
};
