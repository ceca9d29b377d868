import type { EdgeContext, EdgeFate } from '../items/edge-item.ts';
import { parseUserReport } from '../items/user-report/parse.ts';
import type { StoredFeedback } from '../ports/feedback-store.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS, filtersOf, scrubOf } from '../ports/key-store.ts';
import type { Project } from '../ports/project-store.ts';
import type { Tally } from '../ports/tally-store.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { retentionMs, retentionPrefix } from '../protocol/retention.ts';
import { prepareScrub } from '../scrub/prepare-scrub.ts';
import type { ApiDeps } from './api-request.ts';
import type { NewUserReport } from './contract/feedback.ts';
import { Refusal } from './refusal.ts';

const HOUR_MS = 3_600_000;
/** Others may be counting into the same hour. */
const MAX_ROUNDS = 8;

/** What was posted goes the way of an envelope's item: filtered and scrubbed by the project's settings, kept, counted. */
export const acceptUserReport = async (
  deps: ApiDeps,
  project: Project,
  report: NewUserReport,
): Promise<StoredFeedback> => {
  const context = await contextOf(deps, project);
  await prepareScrub(context.scrub);
  const payload = Buffer.from(JSON.stringify(report), 'utf8');
  const fate = parseUserReport({ type: 'user_report', header: {}, payload }, context);
  const stored = await keep(deps, project, context, fate);
  await count(deps, project, context, fate);
  if (!stored) throw new Refusal(400, `The report was not kept: ${fate.outcomes[0]?.reason ?? 'unknown'}`);
  return stored;
};

const keep = async (
  deps: ApiDeps,
  { id: projectId }: Project,
  { receivedAt }: EdgeContext,
  { kept }: EdgeFate,
): Promise<StoredFeedback | undefined> => {
  if (kept?.type !== 'feedback') return undefined;
  const { type: _, ...written } = kept;
  const eventId = kept.eventId ?? '';
  const retention = (await deps.projects.settings(projectId))?.retention;
  const issueId = (await deps.events.issuesOf(projectId, [eventId])).get(eventId);
  const stored: StoredFeedback = {
    ...written,
    projectId,
    ...(issueId !== undefined && { issueId }),
    received: receivedAt,
    expires: receivedAt + retentionMs(retention, 'feedback', deps.retentionDays),
  };
  await deps.feedback.put([stored]);
  return stored;
};

/** As a message of its own, so that it is counted once however often it is tried. */
const count = async (
  { tally }: ApiDeps,
  { id: projectId }: Project,
  { receivedAt, newEventId: messageId }: EdgeContext,
  { kept, outcomes }: EdgeFate,
): Promise<void> => {
  const hour = receivedAt - (receivedAt % HOUR_MS);
  const counted: Tally = {
    projectId,
    shares: [],
    messages: [{ messageId, second: Math.floor(receivedAt / 1_000) }],
    totals: (kept ? [STORED] : outcomes).map(outcome => ({ hour, outcome })),
  };
  for (let round = 0; round < MAX_ROUNDS; round++) if ((await tally.record(counted)) !== 'contended') return;
  throw new Error('a user report could not be counted: too many others write to the same items');
};

const STORED: Outcome = { category: 'feedback', outcome: 'stored', reason: '', quantity: 1 };

const contextOf = async (deps: ApiDeps, { id: projectId }: Project): Promise<EdgeContext> => {
  // The keys of a project have the same settings.
  const [settings] = await deps.projects.keys(projectId);
  return {
    eventId: undefined,
    itemTypes: new Set(['user_report']),
    newEventId: deps.ids.secret(16),
    newId: () => deps.ids.secret(16),
    receivedAt: deps.clock.now(),
    sentAt: undefined,
    // The caller speaks for somebody else.
    clientIp: undefined,
    userAgent: undefined,
    clientHints: {},
    sdkClient: undefined,
    filters: settings ? filtersOf(settings) : DEFAULT_FILTER_SETTINGS,
    scrub: settings ? scrubOf(settings) : DEFAULT_SCRUB_SETTINGS,
    projectId,
    retentionDays: deps.retentionDays,
    attachmentClass: retentionPrefix(deps.retentionDays, deps.retentionDays),
  };
};
