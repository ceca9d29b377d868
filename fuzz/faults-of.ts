import { Script } from 'node:vm';
import type { IngestResponse } from '../lib/ingest/http.ts';
import { MAX_MESSAGE_BYTES } from '../lib/ports/ingest-queue.ts';
import { DATA_CATEGORIES } from '../lib/protocol/data-category.ts';
import { OUTCOMES } from '../lib/protocol/outcome.ts';
import { REFUSALS } from '../lib/protocol/refusal.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { MARK_WORD } from './hostile.ts';
import { faultsOfLedger } from './ledger.ts';
import type { Ran } from './run-case.ts';

const STATUSES = new Set<number>([200, 201, 202, 204, ...Object.values(REFUSALS).map(([status]) => status)]);
const ACCEPTED = 300;
const LIMITED = 429;
/** Bytes of an answer: the dialog with the longest texts of a page's own, each character escaped. */
const MAX_ANSWER_BYTES = 65_536;
/** Rows of outcomes that one message may bring: those of 100 KiB of client reports. */
const MAX_OUTCOMES = 4_000;

/** Everything that is wrong with what the edge did; nothing as a rule. */
export const faultsOf = async (one: FuzzCase, ran: Ran): Promise<string[]> => [
  ...faultsOfAnswer(ran.received.response),
  ...faultsOfBody(one, ran.received.response),
  ...faultsOfQueue(ran),
  ...faultsOfBlobs(ran),
  ...(await faultsOfFates(one, ran)),
];

const only = (faults: readonly (string | false | undefined)[]): string[] =>
  faults.filter(fault => typeof fault === 'string');

/** What a header may hold without breaking the answer: one line of ASCII. */
const HEADER = /^[\x20-\x7e]*$/;

const faultsOfAnswer = ({ status, headers, body }: IngestResponse): string[] =>
  only([
    !STATUSES.has(status) && `answer: status ${status} is not documented`,
    Buffer.byteLength(body) > MAX_ANSWER_BYTES && `answer: ${Buffer.byteLength(body)} bytes`,
    headers['access-control-allow-origin'] !== '*' && 'answer: pages of other origins cannot read it',
    headers['x-content-type-options'] !== 'nosniff' && status !== 204 && 'answer: may be taken for another type',
    ...Object.entries(headers).map(
      ([name, value]) => !HEADER.test(value) && `answer: header ${name} is no line of ASCII`,
    ),
  ]);

const EVENT_ANSWER = /^\{(?:"id":"[0-9a-f]{32}")?\}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const faultsOfBody = ({ request }: FuzzCase, { status, headers, body }: IngestResponse): string[] => {
  const type = headers['content-type'];
  const text = String(body);
  switch (type) {
    case 'application/javascript; charset=utf-8':
      return faultsOfScript(text);
    case 'application/json':
      return only([
        text.includes(MARK_WORD) && 'answer: repeats the sender',
        !isAnswerJson(status, text) && `answer: JSON of another shape, ${text.slice(0, 200)}`,
      ]);
    case 'text/plain':
      return only([!UUID.test(text) && `answer: no UUID but ${text.slice(0, 200)}`]);
    case 'image/gif':
      return only([!text.startsWith('GIF89a') && 'answer: another image']);
    case 'application/x-protobuf':
      return only([
        text.includes(MARK_WORD) && 'answer: repeats the sender',
        status < ACCEPTED && body.length > 0 && 'answer: says something',
      ]);
    case undefined:
      return only([body.length > 0 && `answer: no type for ${body.length} bytes to ${request.path}`]);
    default:
      return [`answer: of type ${type}`];
  }
};

/** Markup must not end the script element, and what a page puts in must stay a text. */
const faultsOfScript = (text: string): string[] =>
  only([
    /<(?:svg|\/?script|!--)|[\u2028\u2029]/i.test(text) && 'answer: markup in a script',
    !compiles(text) && 'answer: a script that is none',
  ]);

const compiles = (text: string): boolean => {
  try {
    return Boolean(new Script(text));
  } catch {
    return false;
  }
};

const isAnswerJson = (status: number, text: string): boolean => {
  if (status < ACCEPTED) return EVENT_ANSWER.test(text);
  const { detail, causes = [], errors, code, message, ...more } = JSON.parse(text);
  if (Object.keys(more).length > 0 || !Array.isArray(causes)) return false;
  if (errors !== undefined) return Object.values(errors).every(list => Array.isArray(list) && list.length === 1);
  if (code !== undefined) return typeof code === 'number' && typeof message === 'string';
  return typeof detail === 'string' && causes.every(cause => typeof cause === 'string');
};

const REASON = /^[\w:.,-]{0,200}$/;

const faultsOfQueue = ({ bodies, messages }: Ran): string[] => {
  const outcomes = messages.flatMap(message => message.outcomes);
  const odd = outcomes.filter(
    ({ category, outcome, reason, quantity }) =>
      !DATA_CATEGORIES.includes(category) ||
      !OUTCOMES.includes(outcome) ||
      !REASON.test(reason) ||
      !Number.isSafeInteger(quantity) ||
      quantity < 1,
  );
  return only([
    messages.length > 1 && `queue: ${messages.length} messages of one request`,
    ...bodies.map(
      body => Buffer.byteLength(body) > MAX_MESSAGE_BYTES && `queue: a message of ${Buffer.byteLength(body)} bytes`,
    ),
    ...bodies.map(body => /[\ufffe\uffff]|\p{Cs}/u.test(body) && 'queue: a character that XML forbids'),
    ...odd.map(one => `queue: outcome ${JSON.stringify(one)}`),
    outcomes.length > MAX_OUTCOMES && `queue: ${outcomes.length} outcomes`,
  ]);
};

/** Every file that is spoken of is there, whole, and nothing else is but what the queue could not hold. */
const faultsOfBlobs = ({ blobs, messages }: Ran): string[] => {
  const files = messages.flatMap(({ items }) => items.filter(item => item.type === 'attachment'));
  const spoken = new Set(files.map(({ blob }) => blob));
  return only([
    spoken.size !== files.length && 'blobs: two files under one key',
    ...files.map(
      ({ blob, size }) =>
        blobs.get(blob)?.length !== size && `blobs: ${size} bytes are spoken of, ${blobs.get(blob)?.length} are there`,
    ),
    ...[...blobs.keys()].map(
      key => !spoken.has(key) && !key.startsWith('queue/') && 'blobs: one that nobody speaks of',
    ),
  ]);
};

/** Scripts bring nothing, and neither does what was refused. */
const faultsOfFates = async (one: FuzzCase, ran: Ran): Promise<string[]> => {
  const { received, messages, blobs } = ran;
  const { response, refused, projectId } = received;
  if (projectId !== undefined) return isReport(one) ? faultsOfReport(ran) : faultsOfLedger(one, ran);
  return only([
    (messages.length > 0 || blobs.size > 0) && `fates: something was kept of what was answered ${response.status}`,
    refused !== undefined &&
      response.status < 400 &&
      `fates: refused for ${refused.reason}, and answered ${response.status}`,
    refused === undefined && one.request.method === 'POST' && response.status < ACCEPTED && 'fates: accepted by nobody',
    response.status === LIMITED && 'fates: limited by nobody',
  ]);
};

const isReport = ({ request }: FuzzCase): boolean => request.path.includes('/api/embed/');

/** The form of the crash-report dialog is one report. */
const faultsOfReport = ({ messages }: Ran): string[] => {
  const fates = messages.reduce(
    (sum, { items, outcomes }) => sum + items.length + outcomes.reduce((all, { quantity }) => all + quantity, 0),
    0,
  );
  return fates === 1 ? [] : [`ledger: ${fates} fates of one report`];
};
