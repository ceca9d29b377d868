import { randomUUID } from 'node:crypto';
import type { Wire, WireRequest, WireResponse } from '../../ports/wire.ts';
import { deleteObject, deleteObjects } from './delete-objects.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { putObject } from './put-object.ts';
import type { S3Action, S3Answer, S3Deps } from './s3-deps.ts';
import { notImplemented, S3Error } from './s3-error.ts';
import { parseS3Request, type S3Request } from './s3-request.ts';
import { element, xmlDocument } from './xml.ts';

/** S3's REST protocol: bucket and key in the address, errors in XML. */
export const s3Wire =
  (deps: S3Deps): Wire =>
  async request => {
    try {
      const parsed = parseS3Request(request);
      return respond(request, await actionOf(parsed)(deps, parsed));
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return respond(request, refusal(error));
    }
  };

/** Not spoken here; without a refusal they would be taken for the object or the bucket itself. */
const OTHER_SUBRESOURCES =
  'acl attributes cors encryption legal-hold lifecycle location logging notification object-lock partNumber policy replication requestPayment restore retention select tagging torrent uploadId uploads versionId versioning versions website'.split(
    ' ',
  );

const actionOf = (request: S3Request): S3Action => {
  const other = OTHER_SUBRESOURCES.find(name => request.query.has(name));
  if (other !== undefined) throw notImplemented(other);
  const action = request.key === '' ? bucketAction(request) : objectAction(request);
  if (!action) throw notImplemented(request.method);
  return action;
};

const bucketAction = (request: S3Request): S3Action | undefined => {
  if (request.method === 'GET') return listObjects;
  if (request.method === 'PUT') return createBucket;
  if (request.method === 'HEAD') return headBucket;
  return request.method === 'POST' && request.query.has('delete') ? deleteObjects : undefined;
};

const objectAction = (request: S3Request): S3Action | undefined => {
  if (request.method === 'GET' || request.method === 'HEAD') return getObject;
  if (request.method === 'PUT') return putObject;
  return request.method === 'DELETE' ? deleteObject : undefined;
};

const createBucket: S3Action = async ({ files }, { bucket }) => {
  await files.createBucket(bucket);
  return { status: 200, headers: { location: `/${bucket}` } };
};

const headBucket: S3Action = async ({ files }, { bucket }) => {
  await files.requireBucket(bucket);
  return { status: 200 };
};

const refusal = (error: S3Error): S3Answer => {
  const { code, message, details, status } = error;
  const parts = Object.entries({ Code: code, Message: message, ...details });
  const content = parts.map(([name, text]) => element(name, text));
  return { status, body: xmlDocument(element('Error', content)) };
};

const respond = ({ method }: WireRequest, { status, headers = {}, body = '' }: S3Answer): WireResponse => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const sent = method === 'HEAD' ? new Uint8Array() : bytes;
  return {
    status,
    headers: {
      ...(typeof body === 'string' && body !== '' && { 'content-type': 'application/xml' }),
      'content-length': String(sent.length),
      ...headers,
      'x-amz-request-id': randomUUID(),
    },
    body: sent,
  };
};
