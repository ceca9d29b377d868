import type { Wire } from '../ports/wire.ts';
import type { AwsEnvironment } from './aws-environment.ts';
import { namedCaller } from './naming-signer.ts';

/** What an SDK client hands to its request handler, as far as we look at it. */
interface SdkRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/**
 * How one service's SDK client reaches AWS: by the SDK's own handler, or over a given wire, at whose other end nobody asks
 * for a proof of who calls.
 * @param service as a signature names it
 */
export const sdkConfig = (service: string, environment: AwsEnvironment, wire: Wire | undefined) => ({
  region: environment.region,
  ...(wire && {
    credentials: environment.credentials,
    signer: namingRequests(namedCaller(service, environment)),
    requestHandler: requestHandler(wire),
  }),
});

const namingRequests = (authorization: string) => ({
  sign: async <T extends Pick<SdkRequest, 'headers'>>(request: T): Promise<T> => {
    request.headers.authorization = authorization;
    return request;
  },
});

const requestHandler = (wire: Wire) => ({
  handle: async (request: SdkRequest) => {
    const answer = await wire({
      method: request.method,
      protocol: request.protocol,
      hostname: request.hostname,
      ...(request.port !== undefined && { port: request.port }),
      path: request.path,
      query: queryText(request.query ?? {}),
      headers: request.headers,
      body: bodyBytes(request.body),
    });
    return { response: { statusCode: answer.status, headers: answer.headers, body: answer.body } };
  },
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
  destroy: () => {},
});

const queryText = (query: Record<string, string | string[] | null>): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      [value]
        .flat()
        .map(one =>
          one === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
        ),
    )
    .join('&');

const bodyBytes = (body: unknown): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return body;
  throw new Error('this wire carries whole bodies only: none of our calls streams');
};
