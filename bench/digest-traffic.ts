import { randomBytes } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import type { IngestRequest } from '../lib/ingest/http.ts';
import { receive } from '../lib/ingest/receive.ts';
import type { QueueMessage } from '../lib/protocol/queue-message.ts';
import { edgePorts, PROJECT_ID, PUBLIC_KEY } from './edge-ports.ts';
import { generateEnvelope } from './generate.ts';

/** Events that came through the edge, to be sent again and again under other ids and at other times. */
export interface Pattern {
  message: QueueMessage;
  /** Seconds that its event's own second is before its receipt. */
  lag: number;
}

/** @param count events of as many issues as there are numbers in `issues` */
export const patternsOf = async (plan: {
  bytes: number;
  issues: readonly number[];
  count: number;
}): Promise<Pattern[]> => {
  const bodies: string[] = [];
  const deps = edgePorts(body => bodies.push(body));
  for (let n = 0; n < plan.count; n++) {
    const issue = plan.issues[n % plan.issues.length] ?? 0;
    await receive(deps, requestOf(generateEnvelope({ seed: n, bytes: plan.bytes, issue }).body));
  }
  return bodies.map(body => {
    // What the edge sent just now.
    const message = JSON.parse(body) as QueueMessage;
    const [item] = message.items;
    if (item?.type !== 'event') throw new Error('the edge did not keep an event of the benchmark');
    return { message, lag: Math.floor(message.received / 1_000) - item.second };
  });
};

/** The pattern as another event: of its own id, received at `at` (ms), of a project. */
export const recordOf = ({ message, lag }: Pattern, at: number, projectId = PROJECT_ID): SQSRecord => {
  const eventId = randomBytes(16).toString('hex');
  const second = Math.floor(at / 1_000) - lag;
  const items = message.items.map(item =>
    item.type === 'event'
      ? {
          ...item,
          eventId,
          second,
          event: { ...item.event, event_id: eventId, timestamp: second, received: at / 1_000 },
        }
      : item,
  );
  const id = randomBytes(16).toString('hex');
  return sqsRecord(JSON.stringify({ ...message, id, projectId, received: at, items }), at);
};

const sqsRecord = (body: string, at: number): SQSRecord => ({
  messageId: randomBytes(16).toString('hex'),
  receiptHandle: '',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(at),
    SenderId: '',
    ApproximateFirstReceiveTimestamp: String(at),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:ap-northeast-2:000000000000:allim-bench',
  awsRegion: 'ap-northeast-2',
});

export const requestOf = (body: Uint8Array): IngestRequest => ({
  method: 'POST',
  path: `/api/${PROJECT_ID}/envelope/`,
  query: new URLSearchParams({ sentry_version: '7', sentry_key: PUBLIC_KEY }),
  headers: {
    'content-type': 'application/x-sentry-envelope',
    'content-encoding': 'gzip',
    'user-agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    origin: 'https://shop.example.com',
    'x-forwarded-for': '203.0.113.7',
  },
  body,
  bodyWasText: false,
  sourceIp: '203.0.113.7',
});
