import type { Clock } from '../../ports/clock.ts';
import type { ObjectFiles } from './object-files.ts';
import type { S3Request } from './s3-request.ts';

export interface S3Deps {
  clock: Clock;
  files: ObjectFiles;
}

export interface S3Answer {
  status: number;
  headers?: Record<string, string>;
  /** Text is XML. */
  body?: Uint8Array | string;
}

export type S3Action = (deps: S3Deps, request: S3Request) => Promise<S3Answer>;
