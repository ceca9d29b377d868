import type { FaultOf } from '../ports/fault-of.ts';

/** Names of errors by which AWS says that it cannot just now. */
const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
]);
/** Codes by which Node says that nobody could be reached. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Causes that are looked at. */
const MAX_CHAIN = 5;

/** DynamoDB's words for a row above 400 KB, whole or as it would be after an update. */
const TOO_LARGE = /item size.* exceeded|exceeded the maximum allowed size|collection size limit/i;

/** By what AWS and Node say of an error and of what caused it. */
export const faultOf: FaultOf = error => {
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < MAX_CHAIN; depth++) {
    if (saysBusy(at)) return 'outage';
    if (saysTooLarge(at)) return 'too_large';
    at = at.cause;
  }
  return 'other';
};

/** Errors of the SDK and of Node carry what is read here, or do not. */
interface Told extends Error {
  code?: unknown;
  /** Of calls that are signed by hand. */
  status?: unknown;
  $metadata?: { httpStatusCode?: number };
  /** Of a transaction, one a write. */
  CancellationReasons?: { Code?: string; Message?: string }[];
}

const saysBusy = ({ name, code, status, $metadata }: Told): boolean =>
  BUSY.has(name) ||
  (typeof code === 'string' && UNREACHABLE.has(code)) ||
  isBusyStatus($metadata?.httpStatusCode) ||
  isBusyStatus(status);

const isBusyStatus = (status: unknown): boolean => typeof status === 'number' && (status >= 500 || status === 429);

const saysTooLarge = ({ name, message, CancellationReasons = [] }: Told): boolean =>
  (name === 'ValidationException' && TOO_LARGE.test(message)) ||
  CancellationReasons.some(({ Code, Message }) => Code === 'ValidationError' && TOO_LARGE.test(Message ?? ''));
