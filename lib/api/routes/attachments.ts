import type { StoredAttachment } from '../../ports/attachment-store.ts';
import { idsOf } from '../../ports/issue-store.ts';
import { parseEventId } from '../../protocol/event-id.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { respondDownload } from '../download.ts';
import { findEvent } from '../find-event.ts';
import { findIssue } from '../find-issue.ts';
import { findProject } from '../find-project.ts';
import { presentAttachment } from '../present/attachment.ts';
import { notFound } from '../refusal.ts';
import { respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';
import type { ProjectEventParams } from './events.ts';
import type { IssueParams } from './issue.ts';

type AttachmentParams = ProjectEventParams & { attachment: string };

/** The files of an event. They may be there before it, and without it when it was dropped. */
export const listEventAttachments = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const page = readPage(request);
  const project = await findProject(deps, caller, params);
  const eventId = readEventId(params.event);
  const { attachments, next } = await deps.attachments.listByEvent(project.id, eventId, page);
  if (attachments.length === 0) await findEvent(deps, project.id, eventId);
  return respondPage(deps, request, attachments.map(presentAttachment), next);
};

/** Those of all its events, newest first. */
export const listIssueAttachments = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const page = readPage(request);
  const issue = await findIssue(deps, caller, params);
  const { attachments, next } = await deps.attachments.listByIssue(idsOf(issue), page);
  // A cursor comes from outside: a forged one must not lead into another issue.
  const own = attachments.filter(({ issueId }) => idsOf(issue).includes(issueId ?? ''));
  return respondPage(deps, request, own.map(presentAttachment), next);
};

/** What is known of a file; with `?download` the file. */
export const getAttachment = async (
  deps: ApiDeps,
  { caller, params, request }: Call<AttachmentParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const attachment = await findAttachment(deps, project.id, params);
  if (!request.query.has('download')) return respondJson(presentAttachment(attachment));
  const bytes = await deps.attachments.bytes(attachment);
  if (!bytes) throw notFound();
  return respondDownload({ ...attachment, bytes, range: request.headers.range });
};

export const deleteAttachment = async (
  deps: ApiDeps,
  { caller, params }: Call<AttachmentParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  await deps.attachments.delete(await findAttachment(deps, project.id, params));
  return respondNothing([]);
};

const findAttachment = async (
  { attachments }: Pick<ApiDeps, 'attachments'>,
  projectId: string,
  params: { event: string; attachment: string },
): Promise<StoredAttachment> => {
  // Its own id has the form of an event's.
  const id = readEventId(params.attachment);
  const attachment = await attachments.get(projectId, readEventId(params.event), id);
  if (!attachment) throw notFound();
  return attachment;
};

const readEventId = (text: string): string => {
  const id = parseEventId(text);
  if (id === undefined) throw notFound();
  return id;
};
