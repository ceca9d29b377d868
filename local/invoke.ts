import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** A door as Lambda sees it. */
export type Door<Event, Result> = (event: Event, context: Context) => Promise<Result> | Result;

/** Calls a door as Lambda would, with a context of its shape. */
export const invoke = async <Event, Result>(
  name: string,
  door: Door<Event, Result>,
  event: Event,
  timeoutMs: number,
): Promise<Result> => {
  const deadline = Date.now() + timeoutMs;
  const context: Context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
  return door(event, context);
};
