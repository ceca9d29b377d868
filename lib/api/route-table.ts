import { guarded, open, type Route } from './route.ts';
import { deleteAttachment, getAttachment, listEventAttachments, listIssueAttachments } from './routes/attachments.ts';
import { listCustomFilters, replaceCustomFilters } from './routes/custom-filters.ts';
import {
  getEventPayload,
  getIssueEvent,
  getProjectEvent,
  listEventsOfProject,
  listIssueEvents,
} from './routes/events.ts';
import { listIssueReports, listProjectFeedback, postFeedback } from './routes/feedback.ts';
import { listFilters, updateFilter } from './routes/filters.ts';
import { getIssue, getShortId, updateIssue } from './routes/issue.ts';
import {
  listOrganizationIssues,
  listProjectIssues,
  updateOrganizationIssues,
  updateProjectIssues,
} from './routes/issues.ts';
import { createKey, deleteKey, getKey, listKeys, updateKey } from './routes/keys.ts';
import { getLedger } from './routes/ledger.ts';
import { getOrganization, listOrganizations, updateOrganization } from './routes/organizations.ts';
import { getAsset, getPage } from './routes/page.ts';
import { deleteProject, getProject, updateProject } from './routes/project.ts';
import { createProject, listProjects } from './routes/projects.ts';
import {
  listOrganizationQuotas,
  listProjectQuotas,
  replaceOrganizationQuotas,
  replaceProjectQuotas,
} from './routes/quotas.ts';
import { getAuth, getRoot } from './routes/root.ts';
import { tryScrubbing } from './routes/scrub-trial.ts';
import { postSignIn, postSignOut } from './routes/session.ts';
import { getStats } from './routes/stats.ts';

/** Sentry's scopes; the first is the one to ask for, each of the others includes it. */
const READ_ORGANIZATION = ['org:read', 'org:write', 'org:admin', 'org:ci'];
const WRITE_ORGANIZATION = ['org:write', 'org:admin'];
const READ_PROJECTS = ['project:read', 'project:write', 'project:admin', 'org:read', 'org:write', 'org:admin'];
const WRITE_PROJECTS = ['project:write', 'project:admin'];
const DELETE_PROJECTS = ['project:admin'];
const READ_ISSUES = ['event:read', 'event:write', 'event:admin'];
const WRITE_ISSUES = ['event:write', 'event:admin'];
const ANY = [...new Set([...READ_ORGANIZATION, ...READ_PROJECTS, ...READ_ISSUES])];

const ORGANIZATION = '/api/0/organizations/:org/';
const PROJECT = '/api/0/projects/:org/:project/';
const ISSUE = '/api/0/issues/:issue/';
const ISSUE_OF_ORGANIZATION = `${ORGANIZATION}issues/:issue/` as const;

/** Everything that is answered here. */
export const ROUTES: readonly Route[] = [
  open('GET', '/', getPage),
  open('GET', '/issues/:issue/', getPage),
  open('GET', '/issues/:issue/events/:event/', getPage),
  open('GET', '/assets/:file/', getAsset),
  open('POST', '/auth/sign-in/', postSignIn),
  open('POST', '/auth/sign-out/', postSignOut),

  open('GET', '/api/0/', getRoot),
  guarded('GET', '/api/0/auth/', ANY, getAuth),

  guarded('GET', '/api/0/organizations/', READ_ORGANIZATION, listOrganizations),
  guarded('GET', ORGANIZATION, READ_ORGANIZATION, getOrganization),
  guarded('PUT', ORGANIZATION, WRITE_ORGANIZATION, updateOrganization),
  guarded('GET', `${ORGANIZATION}stats_v2/`, READ_ORGANIZATION, getStats),
  guarded('GET', `${ORGANIZATION}projects/`, READ_PROJECTS, listProjects),
  guarded('POST', `${ORGANIZATION}projects/`, WRITE_PROJECTS, createProject),
  guarded('POST', '/api/0/teams/:org/:team/projects/', WRITE_PROJECTS, createProject),

  guarded('GET', '/api/0/projects/', READ_PROJECTS, listProjects),
  guarded('GET', PROJECT, READ_PROJECTS, getProject),
  guarded('PUT', PROJECT, WRITE_PROJECTS, updateProject),
  guarded('DELETE', PROJECT, DELETE_PROJECTS, deleteProject),
  guarded('GET', `${PROJECT}keys/`, READ_PROJECTS, listKeys),
  guarded('POST', `${PROJECT}keys/`, WRITE_PROJECTS, createKey),
  guarded('GET', `${PROJECT}keys/:key/`, READ_PROJECTS, getKey),
  guarded('PUT', `${PROJECT}keys/:key/`, WRITE_PROJECTS, updateKey),
  guarded('DELETE', `${PROJECT}keys/:key/`, DELETE_PROJECTS, deleteKey),
  guarded('GET', `${PROJECT}ledger/`, READ_PROJECTS, getLedger),
  guarded('GET', `${ORGANIZATION}quotas/`, READ_ORGANIZATION, listOrganizationQuotas),
  guarded('PUT', `${ORGANIZATION}quotas/`, WRITE_ORGANIZATION, replaceOrganizationQuotas),
  guarded('GET', `${PROJECT}quotas/`, READ_PROJECTS, listProjectQuotas),
  guarded('PUT', `${PROJECT}quotas/`, WRITE_PROJECTS, replaceProjectQuotas),
  guarded('GET', `${PROJECT}filters/`, READ_PROJECTS, listFilters),
  guarded('GET', `${PROJECT}filters/custom/`, READ_PROJECTS, listCustomFilters),
  guarded('POST', `${PROJECT}scrub-trial/`, WRITE_PROJECTS, tryScrubbing),
  guarded('PUT', `${PROJECT}filters/custom/`, WRITE_PROJECTS, replaceCustomFilters),
  guarded('PUT', `${PROJECT}filters/:filter/`, WRITE_PROJECTS, updateFilter),

  guarded('GET', `${ORGANIZATION}issues/`, READ_ISSUES, listOrganizationIssues),
  guarded('PUT', `${ORGANIZATION}issues/`, WRITE_ISSUES, updateOrganizationIssues),
  guarded('GET', `${PROJECT}issues/`, READ_ISSUES, listProjectIssues),
  guarded('PUT', `${PROJECT}issues/`, WRITE_ISSUES, updateProjectIssues),

  guarded('GET', ISSUE, READ_ISSUES, getIssue),
  guarded('PUT', ISSUE, WRITE_ISSUES, updateIssue),
  guarded('GET', ISSUE_OF_ORGANIZATION, READ_ISSUES, getIssue),
  guarded('PUT', ISSUE_OF_ORGANIZATION, WRITE_ISSUES, updateIssue),
  guarded('GET', `${ORGANIZATION}shortids/:issue/`, READ_ISSUES, getShortId),

  guarded('GET', `${ISSUE}events/`, READ_ISSUES, listIssueEvents),
  guarded('GET', `${ISSUE}events/:event/`, READ_ISSUES, getIssueEvent),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}events/`, READ_ISSUES, listIssueEvents),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}events/:event/`, READ_ISSUES, getIssueEvent),

  guarded('GET', `${PROJECT}events/`, READ_ISSUES, listEventsOfProject),
  guarded('GET', `${PROJECT}events/:event/`, READ_ISSUES, getProjectEvent),
  guarded('GET', `${PROJECT}events/:event/json/`, READ_ISSUES, getEventPayload),

  guarded('GET', `${PROJECT}events/:event/attachments/`, READ_ISSUES, listEventAttachments),
  guarded('GET', `${PROJECT}events/:event/attachments/:attachment/`, READ_ISSUES, getAttachment),
  guarded('DELETE', `${PROJECT}events/:event/attachments/:attachment/`, WRITE_ISSUES, deleteAttachment),
  guarded('GET', `${ISSUE}attachments/`, READ_ISSUES, listIssueAttachments),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}attachments/`, READ_ISSUES, listIssueAttachments),

  guarded('GET', `${PROJECT}user-feedback/`, READ_ISSUES, listProjectFeedback),
  guarded('POST', `${PROJECT}user-feedback/`, WRITE_ISSUES, postFeedback),
  guarded('GET', `${ISSUE}user-reports/`, READ_ISSUES, listIssueReports),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}user-reports/`, READ_ISSUES, listIssueReports),
];
