import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

// The floor of a cold start: a door that does nothing but the edge's one call, signed by hand.

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const { AWS_ENDPOINT_URL = '', AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
const { ALLIM_QUEUE_URL = '' } = process.env;

const headersOf = (endpoint: URL, body: string): Record<string, string> => {
  const time = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const scope = `${time.slice(0, 8)}/${AWS_REGION}/sqs/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: endpoint.host,
    'x-amz-date': time,
    'x-amz-target': 'AmazonSQS.SendMessage',
  };
  const names = Object.keys(headers).sort();
  const canonical = ['POST', '/', '', ...names.map(name => `${name}:${headers[name]}`), '', names.join(';')];
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256([...canonical, sha256(body)].join('\n'))].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, toSign).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
};

export const handler = (event: { body: string }): Promise<{ statusCode: number }> =>
  new Promise((resolve, reject) => {
    const endpoint = new URL(AWS_ENDPOINT_URL);
    const body = JSON.stringify({ QueueUrl: ALLIM_QUEUE_URL, MessageBody: event.body });
    const request = (endpoint.protocol === 'https:' ? https : http).request(endpoint, {
      method: 'POST',
      headers: headersOf(endpoint, body),
    });
    request.on('error', reject);
    request.on('response', response => {
      response.resume();
      response.on('end', () => resolve({ statusCode: response.statusCode === 200 ? 200 : 503 }));
    });
    request.end(body);
  });
