import { hash } from 'node:crypto';
import type { S3Action } from './s3-deps.ts';
import { invalidArgument, notImplemented, S3Error } from './s3-error.ts';

/** Given back with the object as they came. */
const KEPT = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const METADATA_PREFIX = 'x-amz-meta-';
/** Amazon S3, user-defined metadata: names and values together, in bytes. */
const MAX_METADATA_BYTES = 2_048;

export const putObject: S3Action = async ({ clock, files }, request) => {
  refuseOthers(request.headers);
  const etag = `"${hash('md5', request.body, 'hex')}"`;
  const head = {
    key: request.key,
    etag,
    size: request.body.length,
    modified: clock.now(),
    headers: keptHeaders(request.headers),
    checksums: request.checksums,
  };
  const onlyIfNew = request.headers['if-none-match'] === '*';
  await files.put(request.bucket, { head, bytes: request.body, onlyIfNew });
  return { status: 200, headers: { etag, ...request.checksums } };
};

/** Rather no answer than one that leaves out half of what was asked. */
const refuseOthers = (headers: Readonly<Record<string, string>>): void => {
  const condition = headers['if-none-match'];
  if (condition !== undefined && condition !== '*') throw invalidArgument('If-None-Match takes only *.');
  for (const name of ['if-match', 'x-amz-copy-source']) {
    if (headers[name] !== undefined) throw notImplemented(name);
  }
};

const keptHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const entries = Object.entries(headers);
  const metadata = entries.filter(([name]) => name.startsWith(METADATA_PREFIX));
  if (metadata.flat().join('').length > MAX_METADATA_BYTES) {
    throw new S3Error(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  }
  const codings = (headers['content-encoding'] ?? '').split(',').map(coding => coding.trim());
  const coding = codings.filter(one => one !== '' && one !== 'aws-chunked').join(',');
  return Object.fromEntries([
    ...entries.filter(([name]) => KEPT.includes(name)),
    ...metadata,
    ...(coding === '' ? [] : [['content-encoding', coding]]),
  ]);
};
