import type { Wire, WireResponse } from '../lib/ports/wire.ts';
import { tableDefinition, timeToLive } from './table-definition.ts';

/** Makes what CloudFormation makes on AWS, over the services' own protocols. Safe twice: data of earlier starts stay. */

const FOURTEEN_DAYS_SECONDS = 14 * 24 * 3_600;

export const provisionTable = async (wire: Wire, name: string): Promise<void> => {
  const made = await callJson(wire, 'dynamodb', 'DynamoDB_20120810.CreateTable', tableDefinition(name));
  if (made.status !== 200 && !bodyText(made).includes('ResourceInUseException')) throw failed('CreateTable', made);
  await callJson(wire, 'dynamodb', 'DynamoDB_20120810.UpdateTimeToLive', {
    TableName: name,
    TimeToLiveSpecification: timeToLive,
  });
};

export interface QueueOptions {
  deadLetterArn: string;
  visibilitySeconds: number;
  /** Times that a message is given out before it goes to the dead-letter queue. */
  maxReceives: number;
}

/** A queue, and the one that its dead letters go to. */
export const provisionQueues = async (wire: Wire, name: string, options: QueueOptions): Promise<void> => {
  const common = { MessageRetentionPeriod: String(FOURTEEN_DAYS_SECONDS) };
  await createQueue(wire, `${name}-dead-letters`, common);
  await createQueue(wire, name, {
    ...common,
    VisibilityTimeout: String(options.visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: options.deadLetterArn, maxReceiveCount: options.maxReceives }),
  });
};

export const provisionBucket = async (wire: Wire, name: string): Promise<void> => {
  const made = await call(wire, { service: 's3', method: 'PUT', path: `/${name}`, headers: {}, body: '' });
  if (made.status !== 200 && made.status !== 409) throw failed('CreateBucket', made);
};

/** @returns the topic's ARN */
export const provisionTopic = async (wire: Wire, name: string): Promise<string> => {
  const made = await call(wire, {
    service: 'sns',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: 'CreateTopic', Version: '2010-03-31', Name: name }).toString(),
  });
  const arn = /<TopicArn>([^<]+)<\/TopicArn>/.exec(bodyText(made))?.[1];
  if (made.status !== 200 || !arn) throw failed('CreateTopic', made);
  return arn;
};

const createQueue = async (wire: Wire, QueueName: string, Attributes: Record<string, string>): Promise<void> => {
  const made = await callJson(wire, 'sqs', 'AmazonSQS.CreateQueue', { QueueName, Attributes });
  if (made.status !== 200) throw failed('CreateQueue', made);
};

const callJson = (wire: Wire, service: string, target: string, input: object): Promise<WireResponse> =>
  call(wire, {
    service,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
    body: JSON.stringify(input),
  });

interface Call {
  service: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** The embedded services find their calls by the credential's scope, and check no signature. */
const call = (wire: Wire, { service, method, path, headers, body }: Call): Promise<WireResponse> => {
  const hostname = `${service}.local.amazonaws.com`;
  return wire({
    method,
    protocol: 'https:',
    hostname,
    path,
    query: '',
    headers: {
      host: hostname,
      authorization: `AWS4-HMAC-SHA256 Credential=local/20261122/local/${service}/aws4_request, SignedHeaders=host, Signature=none`,
      ...headers,
    },
    body: Buffer.from(body, 'utf8'),
  });
};

const bodyText = (response: WireResponse): string => Buffer.from(response.body).toString('utf8');
const failed = (what: string, response: WireResponse): Error =>
  new Error(`${what} was answered ${response.status}: ${bodyText(response).slice(0, 300)}`);
