import type { Wire, WireRequest, WireResponse } from '../ports/wire.ts';

/** Which stand-in speaks for which service, by the name in the signature: `dynamodb`, `sqs`, `sns`, `s3`. */
export type Services = Readonly<Record<string, Wire>>;

/** One address for all services, as the signature names the one that is meant. It is read, not verified. */
export const awsServices =
  (services: Services): Wire =>
  async request => {
    const name = serviceOf(request);
    if (name === undefined) return refuse('MissingAuthenticationToken', 'Missing Authentication Token');
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    return service ? service(request) : refuse('UnrecognizedClientException', `No service is named '${name}' here.`);
  };

/** `…Credential=key/20261101/us-east-1/sqs/aws4_request, …`; a presigned address has the same in its query. */
const SCOPE = /\bCredential=[^,\s/]*\/\d{8}\/[^,\s/]*\/(?<service>[a-z0-9-]+)\/aws4_request\b/;

const serviceOf = ({ headers, query }: WireRequest): string | undefined => {
  const presigned = new URLSearchParams(query).get('X-Amz-Credential');
  const signature = headers.authorization ?? (presigned === null ? '' : `Credential=${presigned}`);
  return SCOPE.exec(signature)?.groups?.service;
};

/** Spelled for the protocols in JSON and in XML by its header, as nobody knows whom the sender meant to reach. */
const refuse = (code: string, message: string): WireResponse => {
  const body = Buffer.from(JSON.stringify({ __type: code, message }));
  return {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'content-length': String(body.length) },
    body,
  };
};
