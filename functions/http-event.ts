import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An API Gateway event (HTTP API, payload 2.0) as our lines take it. */
export interface HttpRequest {
  method: string;
  /** Percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Uint8Array;
  bodyWasText: boolean;
  sourceIp: string;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string | Uint8Array;
}

/** The gateway hands bodies of text types over as text, and everything else as base64. */
export const fromHttpEvent = (event: APIGatewayProxyEventV2): HttpRequest => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers))
    if (value !== undefined) headers[name.toLowerCase()] = value;
  if (event.cookies?.length) headers.cookie = event.cookies.join('; ');
  return {
    method: event.requestContext.http.method,
    path: encoded(withoutStage(event)),
    query: new URLSearchParams(event.rawQueryString),
    headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    bodyWasText: !event.isBase64Encoded,
    sourceIp: event.requestContext.http.sourceIp,
  };
};

export const toHttpResult = (response: HttpResponse): APIGatewayProxyStructuredResultV2 => {
  const binary = typeof response.body !== 'string';
  return {
    statusCode: response.status,
    headers: response.headers,
    ...(response.cookies && { cookies: response.cookies }),
    body: typeof response.body === 'string' ? response.body : Buffer.from(response.body).toString('base64'),
    isBase64Encoded: binary,
  };
};

/** What stands in no percent-encoded path. */
const UNENCODED = /[^!-~]|["<>?#^`{|}\\]|%(?![\da-f]{2})/giu;

/** An HTTP API decodes the path, other gateways do not: encoded it is from here on, whoever calls. */
const encoded = (path: string): string => path.toWellFormed().replace(UNENCODED, encodeURIComponent);

/** A named stage stands in front of the path; `$default` does not. */
const withoutStage = (event: APIGatewayProxyEventV2): string => {
  const { stage } = event.requestContext;
  const prefix = `/${stage}/`;
  return stage !== '$default' && event.rawPath.startsWith(prefix)
    ? event.rawPath.slice(prefix.length - 1)
    : event.rawPath;
};
