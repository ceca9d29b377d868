import type { S3Action } from './s3-deps.ts';
import { malformedXml } from './s3-error.ts';
import { element, textsOf, xmlDocument } from './xml.ts';

/** Amazon S3, DeleteObjects. */
const MAX_KEYS = 1_000;

export const deleteObject: S3Action = async ({ files }, request) => {
  await files.delete(request.bucket, request.key);
  return { status: 204 };
};

export const deleteObjects: S3Action = async ({ files }, request) => {
  await files.requireBucket(request.bucket);
  const xml = Buffer.from(request.body).toString();
  const keys = textsOf(xml, 'Key');
  if (keys.length === 0 || keys.length > MAX_KEYS) throw malformedXml();
  for (const key of keys) await files.delete(request.bucket, key);
  const quiet = textsOf(xml, 'Quiet')[0] === 'true';
  const deleted = quiet ? [] : keys.map(key => element('Deleted', element('Key', key)));
  return { status: 200, body: xmlDocument(element('DeleteResult', deleted)) };
};
