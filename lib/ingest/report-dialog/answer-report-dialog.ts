import { Refusal } from '../../protocol/refusal.ts';
import { decompress } from '../decompress.ts';
import type { IngestRequest } from '../http.ts';
import { type ReceiveDeps, type Received, receive } from '../receive.ts';
import { respondJson, respondRefused, respondScript } from '../respond.ts';
import { dialogScript } from './dialog-script.ts';
import { type FormErrors, type ReportForm, readForm } from './read-form.ts';
import { findTarget, type ReportTarget } from './target.ts';
import { complaintText, type DialogLanguage, dialogLanguage } from './texts.ts';

/** Bytes of a form: what its fields may hold, percent-encoded from any script. */
const MAX_FORM_BYTES = 65_536;

/**
 * `/api/embed/error-page/?dsn=…&eventId=…`: `GET` is the script of the dialog that `showReportDialog` shows, `POST` is
 * what the user wrote into it.
 */
export const answerReportDialog = async (deps: ReceiveDeps, request: IngestRequest): Promise<Received> => {
  try {
    const target = await findTarget(deps.keys, request.query);
    return request.method === 'POST'
      ? await takeReport(deps, request, target)
      : { response: respondScript(200, dialogScript(target, request.query), NOT_CACHED) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { response: request.method === 'POST' ? respondRefused(error) : noDialog(), refused: error };
  }
};

/** It holds the user's name and address as the page knows them. */
const NOT_CACHED = 'no-store';

const noDialog = () => respondScript(404, '/* Allim: no such key, or no such event. */\n', NOT_CACHED);

const takeReport = async (deps: ReceiveDeps, request: IngestRequest, target: ReportTarget): Promise<Received> => {
  const body = decompress(request);
  if (body.length > MAX_FORM_BYTES) throw new Refusal('too_large', [`at most ${MAX_FORM_BYTES} bytes`]);
  const form = readForm(new URLSearchParams(Buffer.from(body).toString('utf8')));
  if ('errors' in form)
    return { response: respondJson(400, { errors: inWords(form.errors, dialogLanguage(request.query)) }) };
  return receive(deps, asEnvelope(request, target, form.report));
};

const inWords = (errors: FormErrors, language: DialogLanguage): Record<string, string[]> =>
  Object.fromEntries(Object.entries(errors).map(([field, complaint]) => [field, [complaintText(complaint, language)]]));

/** Of the sender these tell; the others are about the form. */
const KEPT_HEADERS = /^(?:user-agent|origin|referer|sec-ch-ua.*|cf-connecting-ip|x-(?:[a-z-]+-)?forwarded-for)$/;

/** The request that an SDK of today would send for the user. */
const asEnvelope = (request: IngestRequest, { dsn, eventId }: ReportTarget, report: ReportForm): IngestRequest => ({
  method: 'POST',
  path: `/api/${dsn.projectId}/envelope/`,
  query: new URLSearchParams({ sentry_key: dsn.publicKey }),
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => KEPT_HEADERS.test(name))),
  body: Buffer.from(
    [{ event_id: eventId }, { type: 'user_report' }, { event_id: eventId, ...report }]
      .map(line => JSON.stringify(line))
      .join('\n'),
  ),
  bodyWasText: false,
  sourceIp: request.sourceIp,
});
