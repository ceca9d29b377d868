import { Readable } from 'node:stream';
import type { Wire } from '../../lib/ports/wire.ts';

/** What the AWS SDK hands to its HTTP layer; the parts of it that make up a request. */
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
interface SdkResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: Readable;
}

/** Where a suite finds its service: options for any SDK client. */
export interface Connection {
  config: {
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    endpoint?: string;
    requestHandler?: ReturnType<typeof sdkOverWire>;
  };
  close(): Promise<void>;
}
export type Connect = () => Promise<Connection>;

const CREDENTIALS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};

export const connectWire = (wire: Wire, close: () => void | Promise<void>): Connection => ({
  config: { ...CREDENTIALS, requestHandler: sdkOverWire(wire) },
  close: async () => close(),
});

/** Another implementation to hold the same suites against; `undefined` when none is given. */
export const emulator = (): Connect | undefined => {
  const endpoint = process.env.AWS_EMULATOR_URL;
  if (!endpoint) return undefined;
  return async () => ({ config: { ...CREDENTIALS, endpoint }, close: async () => {} });
};

/** A request handler for SDK clients that calls a `Wire` in the place of the network. */
export const sdkOverWire = (wire: Wire) => ({
  metadata: { handlerProtocol: 'http/1.1' },
  async handle(request: SdkRequest): Promise<{ response: SdkResponse }> {
    const { method, protocol, hostname, port, path } = request;
    const response = await wire({
      method,
      protocol,
      hostname,
      path,
      ...(port !== undefined && { port }),
      query: queryText(request.query ?? {}),
      headers: lowerCased(request.headers),
      body: await collect(request.body),
    });
    const body = Readable.from([Buffer.from(response.body)], { objectMode: false });
    return { response: { statusCode: response.status, headers: response.headers, body } };
  },
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
});

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

const queryText = (query: Record<string, string | string[] | null>): string =>
  Object.entries(query)
    .flatMap(([name, value]) => [value].flat().map(one => queryPair(name, one)))
    .join('&');

const queryPair = (name: string, value: string | null): string =>
  value === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

const collect = async (body: unknown): Promise<Uint8Array> => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (!isAsyncIterable(body)) throw new TypeError('The SDK sent a body of an unknown kind.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)); // streams carry bytes or text
  return Buffer.concat(chunks);
};

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
