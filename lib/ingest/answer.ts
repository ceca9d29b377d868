import type { IngestRequest } from './http.ts';
import type { LoaderDeps } from './loader/answer-loader.ts';
import { type ReceiveDeps, type Received, receive } from './receive.ts';
import { respondJson } from './respond.ts';

export type AnswerDeps = ReceiveDeps & LoaderDeps;

const LOADER = /\/js-sdk-loader\/(?<key>[^/]{1,64}?)(?<minified>\.min)?\.js$/;
const DIALOG = /\/api\/embed\/error-page\/?$/;
const HEALTH = /\/api\/relay\/healthcheck\/(?:live|ready)\/?$/;
const DIALOG_METHODS = ['GET', 'HEAD', 'POST'];

/** All that comes to the edge: two scripts that pages load and a sign of life, below any prefix; all else is for `receive`. */
export const answerIngest = async (deps: AnswerDeps, request: IngestRequest): Promise<Received> => {
  const path = request.path.replace(/\/{2,}/g, '/');
  const loader = isRead(request) ? LOADER.exec(path)?.groups : undefined;
  if (loader) return loadLoader(deps, loader);
  if (isRead(request) && HEALTH.test(path)) return { response: respondJson(200, { is_healthy: true }) };
  if (DIALOG_METHODS.includes(request.method) && DIALOG.test(path)) return openDialog(deps, request);
  return receive(deps, request);
};

const isRead = ({ method }: IngestRequest): boolean => method === 'GET' || method === 'HEAD';

// Asked for once a page at most: not read in a cold start.
const loadLoader = async (deps: AnswerDeps, { key = '', minified }: Record<string, string>): Promise<Received> => {
  const { answerLoader } = await import('./loader/answer-loader.ts');
  return { response: await answerLoader(deps, key, minified !== undefined) };
};

const openDialog = async (deps: AnswerDeps, request: IngestRequest): Promise<Received> => {
  const { answerReportDialog } = await import('./report-dialog/answer-report-dialog.ts');
  return answerReportDialog(deps, request);
};
