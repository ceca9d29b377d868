import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describeError, type Log } from '../lib/log.ts';

/** A fault of ours or of AWS: logged with its causes, answered 500 without them. */
export const answerFault = (
  log: () => Log,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  onError: request => {
    log()('error', 'fault', describeError(request.error));
    request.response = {
      statusCode: 500,
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
      body: JSON.stringify({ detail: 'internal error' }),
    };
  },
});
