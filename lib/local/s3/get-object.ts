import { type ObjectHead, readExactly, readHead } from './object-file.ts';
import type { S3Action } from './s3-deps.ts';
import { preconditionFailed, S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

const DEFAULT_TYPE = 'binary/octet-stream';

/** Also answers HEAD, with the same headers and nothing below. */
export const getObject: S3Action = ({ files }, request) =>
  files.read(request.bucket, request.key, async file => {
    const { head, bodyAt } = await readHead(file);
    if (!matches(request, head)) throw preconditionFailed('If-Match');
    if (isKnown(request, head)) return { status: 304, headers: { etag: head.etag } };
    const range = parseRange(request.headers.range, head.size);
    const { at, length } = range ?? { at: 0, length: head.size };
    return {
      status: range ? 206 : 200,
      headers: {
        ...objectHeaders(head),
        'content-length': String(length),
        ...(range && { 'content-range': `bytes ${at}-${at + length - 1}/${head.size}` }),
        // The checksum is that of the whole.
        ...(!range && request.headers['x-amz-checksum-mode'] === 'ENABLED' && head.checksums),
      },
      ...(request.method !== 'HEAD' && { body: await readExactly(file, { at: bodyAt + at, length }) }),
    };
  });

const objectHeaders = (head: ObjectHead): Record<string, string> => ({
  'content-type': DEFAULT_TYPE,
  ...head.headers,
  etag: head.etag,
  'last-modified': new Date(head.modified).toUTCString(),
  'accept-ranges': 'bytes',
});

const matches = ({ headers }: S3Request, head: ObjectHead): boolean => {
  const wanted = headers['if-match'];
  return wanted === undefined || wanted === '*' || wanted === head.etag;
};

const isKnown = ({ headers }: S3Request, head: ObjectHead): boolean => {
  const known = headers['if-none-match'];
  return known !== undefined && (known === '*' || known === head.etag);
};

/** RFC 9110, 14: a range that cannot be read is passed over; `undefined` means all of it. */
const parseRange = (header: string | undefined, size: number): { at: number; length: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const at = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (at >= end) {
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
      ActualObjectSize: String(size),
    });
  }
  return { at, length: end - at };
};
