import type { BlobStore } from '../ports/blob-store.ts';
import { awsFailure, type CallAws } from './signed-call.ts';

/** Objects in one bucket; keys are our own, made of letters, digits, `-` and `/`. */
export const s3BlobStore = (call: CallAws, bucket: string): BlobStore => {
  const path = (key: string) => `/${bucket}/${key}`;
  return {
    put: async (key, bytes) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await call({ service: 's3', method: 'PUT', path: path(key), headers, body: bytes });
      if (answer.status !== 200) throw awsFailure('S3 PutObject', answer);
    },
    get: async (key, range) => {
      const headers = range && { range: `bytes=${range.offset}-${range.offset + range.length - 1}` };
      const answer = await call({ service: 's3', method: 'GET', path: path(key), ...(headers && { headers }) });
      // 416: the object ends before the range begins.
      if (answer.status === 404 || answer.status === 416) return undefined;
      if (answer.status !== (range ? 206 : 200)) throw awsFailure('S3 GetObject', answer);
      return answer.body;
    },
    delete: async key => {
      const answer = await call({ service: 's3', method: 'DELETE', path: path(key) });
      if (answer.status !== 204 && answer.status !== 200 && answer.status !== 404)
        throw awsFailure('S3 DeleteObject', answer);
    },
  };
};
