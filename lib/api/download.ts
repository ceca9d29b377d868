import type { ApiResponse } from './api-request.ts';
import { Refusal } from './refusal.ts';

/** Bytes: a Lambda function answers with 6 MB at most, which as base64 hold three quarters of that, less the headers. */
export const MAX_DOWNLOAD_BYTES = 4_500_000;

/** Nothing else is shown by a browser: what comes from outside could be a page that acts in the reader's name. */
const SHOWN_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const DOWNLOAD_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'accept-ranges': 'bytes',
};

interface Download {
  bytes: Uint8Array;
  name: string;
  contentType: string;
  /** The request's `Range`. */
  range: string | undefined;
}

/** A file to be saved, never to be opened as a page. What is too large for one answer is fetched in ranges. */
export const respondDownload = ({ bytes, name, contentType, range }: Download): ApiResponse => {
  const part = readRange(range, bytes.length);
  const body = part ? bytes.subarray(part.from, part.to + 1) : bytes;
  if (body.length > MAX_DOWNLOAD_BYTES) throw tooLarge(bytes.length);
  return respondBytes(body, { name, contentType, part, size: bytes.length });
};

interface PartDownload {
  size: number;
  name: string;
  /** The request's `Range`. */
  range: string | undefined;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The same of a file that need not be read as a whole. */
export const respondPart = async ({ size, name, range, read }: PartDownload): Promise<ApiResponse> => {
  const part = readRange(range, size);
  const length = part ? part.to + 1 - part.from : size;
  if (length > MAX_DOWNLOAD_BYTES) throw tooLarge(size);
  const body = await read(part?.from ?? 0, length);
  return respondBytes(body, { name, contentType: 'application/octet-stream', part, size });
};

interface Served extends Pick<Download, 'name' | 'contentType'> {
  part: { from: number; to: number } | undefined;
  /** Of the whole. */
  size: number;
}

const respondBytes = (body: Uint8Array, { name, contentType, part, size }: Served): ApiResponse => ({
  status: part ? 206 : 200,
  headers: {
    ...DOWNLOAD_HEADERS,
    'content-type': SHOWN_TYPES.includes(contentType) ? contentType : 'application/octet-stream',
    'content-disposition': contentDisposition(name),
    ...(part && { 'content-range': `bytes ${part.from}-${part.to}/${size}` }),
  },
  body,
});

/** RFC 6266: the name as it is, and one of ASCII for clients that do not know the other form. */
const contentDisposition = (name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]|["%\\]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

/** One range from the start or the middle; any other is answered as if nothing had been asked for, as RFC 9110 allows. */
const readRange = (range: string | undefined, size: number): { from: number; to: number } | undefined => {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(range ?? '') ?? [];
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = Math.min(last === undefined ? size - 1 : Number(last), size - 1);
  return from <= to ? { from, to } : undefined;
};

const tooLarge = (size: number): Refusal =>
  new Refusal(
    413,
    `The file has ${size} bytes, one answer carries ${MAX_DOWNLOAD_BYTES}: fetch it in parts, with the header Range: bytes=0-${MAX_DOWNLOAD_BYTES - 1} and so on.`,
  );
