import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Content types whose bodies an HTTP API hands over as text; all others, and bodies without a type, come as base64. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript)(?:$|[;\s]))/i;

export interface GatewayRequest {
  incoming: IncomingMessage;
  body: Buffer;
  /** Milliseconds since 1970. */
  time: number;
  requestId: string;
  routeKey: string;
}

/** The event that API Gateway's HTTP API makes of a request, payload format 2.0. */
export const gatewayEvent = ({ incoming, body, time, requestId, routeKey }: GatewayRequest): APIGatewayProxyEventV2 => {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  const rawPath = decoded(question === -1 ? url : url.slice(0, question));
  const rawQueryString = question === -1 ? '' : url.slice(question + 1);
  const { headers, cookies } = gatewayHeaders(incoming);
  const isText = TEXT.test(headers['content-type'] ?? '');
  const query = new URLSearchParams(rawQueryString);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString && { queryStringParameters: joined(query) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: incoming.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp: withoutMapping(incoming.socket.remoteAddress ?? ''),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: gatewayTime(time),
      timeEpoch: time,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** An HTTP API decodes the path, and loses what follows a question mark that was encoded. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path).split('?', 1)[0] ?? '';
  } catch {
    // What is no encoding is handed over as it came.
    return path;
  }
};

/** Names in lower case, repeated headers joined by commas, cookies apart, hop-by-hop headers gone. */
const gatewayHeaders = (incoming: IncomingMessage): { headers: Record<string, string>; cookies: string[] } => {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const raw = incoming.rawHeaders;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter(Boolean));
    else if (name !== 'connection' && name !== 'transfer-encoding' && name !== 'keep-alive') {
      headers[name] = name in headers ? `${headers[name]},${value}` : value;
    }
  }
  const peer = withoutMapping(incoming.socket.remoteAddress ?? '');
  headers['x-forwarded-for'] = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${peer}` : peer;
  headers['x-forwarded-proto'] = 'http';
  headers['content-length'] ??= '0';
  return { headers, cookies };
};

const joined = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...new Set(query.keys())].map(name => [name, query.getAll(name).join(',')]));

/** `::ffff:127.0.0.1` is an IPv4 address in disguise. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:/, '');

/** `22/Nov/2026:14:03:12 +0000` */
const gatewayTime = (ms: number): string => {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
};
