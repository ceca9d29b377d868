import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Wire } from '../ports/wire.ts';
import type { AwsEnvironment } from './aws-environment.ts';
import { sdkConfig } from './sdk-config.ts';
import type { Table } from './table.ts';

/** SDK clients; made once per cold start. @param wire how they reach AWS, when not by the SDK's own handler */
export const openTable = (environment: AwsEnvironment, name: string, wire: Wire | undefined): Table => {
  const client = new DynamoDBClient(sdkConfig('dynamodb', environment, wire));
  // It copies each input and output for a log that nobody keeps: an eighth of a call's CPU.
  client.middlewareStack.remove('loggerMiddleware');
  return { client, name };
};

export const openSns = (environment: AwsEnvironment, wire: Wire | undefined): SNSClient =>
  new SNSClient(sdkConfig('sns', environment, wire));
