import type { WireRequest } from '../../ports/wire.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { checkedChecksums } from './checksums.ts';
import { incompleteBody, S3Error } from './s3-error.ts';

/** A request, read as far as all operations need it. */
export interface S3Request {
  method: string;
  bucket: string;
  /** Empty: the bucket itself is meant. */
  key: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** Without transfer coding, and found to be what the checksums say. */
  body: Uint8Array;
  checksums: Record<string, string>;
}

/** `bucket.s3.region.amazonaws.com`; anything else names the bucket in the path. */
const VIRTUAL_HOST = /^(?<bucket>.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com$/;
/** Amazon S3, bucket naming rules. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Amazon S3, object key names: bytes of UTF-8. */
const MAX_KEY_BYTES = 1_024;

export const parseS3Request = (request: WireRequest): S3Request => {
  const { bucket, key } = parseAddress(request);
  if (!BUCKET.test(bucket)) throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  const { bytes, trailers } = decodeBody(request);
  return {
    method: request.method,
    bucket,
    key,
    query: new URLSearchParams(request.query),
    headers: request.headers,
    body: bytes,
    checksums: checkedChecksums({ ...request.headers, ...trailers }, bytes),
  };
};

const parseAddress = (request: WireRequest): { bucket: string; key: string } => {
  const path = decodePath(request.path).slice(1);
  const bucket = VIRTUAL_HOST.exec(request.hostname)?.groups?.bucket;
  if (bucket !== undefined) return { bucket, key: path };
  const slash = path.indexOf('/');
  return slash < 0 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
};

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    throw new S3Error(400, 'InvalidURI', `Couldn't parse the specified URI: ${(error as Error).message}`); // a URIError
  }
};

const decodeBody = ({ headers, body }: WireRequest): { bytes: Uint8Array; trailers: Record<string, string> } => {
  const chunked =
    headers['content-encoding']?.split(',').some(coding => coding.trim() === 'aws-chunked') ||
    headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  const decoded = chunked ? decodeAwsChunked(body) : { bytes: body, trailers: {} };
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== decoded.bytes.length) throw incompleteBody();
  return decoded;
};
