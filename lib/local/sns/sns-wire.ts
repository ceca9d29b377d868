import { randomUUID } from 'node:crypto';
import type { Wire, WireResponse } from '../../ports/wire.ts';
import { element, type Xml, xmlDocument } from '../s3/xml.ts';
import { createTopic, listSubscriptionsByTopic, listTopics, subscribe } from './manage-topics.ts';
import { publish, publishBatch } from './publish.ts';
import { parseQueryForm } from './query-form.ts';
import type { SnsAction, SnsDeps } from './sns-deps.ts';
import { SnsError } from './sns-error.ts';

const ACTIONS: ReadonlyMap<string, SnsAction> = new Map([
  ['Publish', publish],
  ['PublishBatch', publishBatch],
  ['CreateTopic', createTopic],
  ['ListTopics', listTopics],
  ['Subscribe', subscribe],
  ['ListSubscriptionsByTopic', listSubscriptionsByTopic],
]);

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** The AWS Query protocol: a form in, XML out. */
export const snsWire =
  (deps: SnsDeps): Wire =>
  async request => {
    const requestId = randomUUID();
    try {
      const form = parseQueryForm(request.body);
      const name = form.text('Action') ?? '';
      const result = await actionNamed(name)(deps, form);
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      return respond(
        200,
        element(`${name}Response`, [element(`${name}Result`, result), metadata], { xmlns: NAMESPACE }),
      );
    } catch (error) {
      if (!(error instanceof SnsError)) throw error;
      return respond(error.status, refusal(error, requestId));
    }
  };

const actionNamed = (name: string): SnsAction => {
  const action = ACTIONS.get(name);
  if (!action) throw new SnsError('InvalidAction', `Could not find operation ${name}`);
  return action;
};

const refusal = (error: SnsError, requestId: string): Xml => {
  const parts = [element('Type', 'Sender'), element('Code', error.code), element('Message', error.message)];
  return element('ErrorResponse', [element('Error', parts), element('RequestId', requestId)], { xmlns: NAMESPACE });
};

const respond = (status: number, root: Xml): WireResponse => {
  const body = Buffer.from(xmlDocument(root));
  return { status, headers: { 'content-type': 'text/xml', 'content-length': String(body.length) }, body };
};
