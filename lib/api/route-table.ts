import { guarded, open, type Route } from './route.ts';
import {
  getEventPayload,
  getIssueEvent,
  getProjectEvent,
  listEventsOfProject,
  listIssueEvents,
} from './routes/events.ts';
import { listFilters, updateFilter } from './routes/filters.ts';
import { getIssue, getShortId, updateIssue } from './routes/issue.ts';
import {
  listOrganizationIssues,
  listProjectIssues,
  updateOrganizationIssues,
  updateProjectIssues,
} from './routes/issues.ts';
import { getLedger } from './routes/ledger.ts';
import { getOrganization, listOrganizations } from './routes/organizations.ts';
import { getAsset, getPage } from './routes/page.ts';
import { getProject, listKeys, listProjects } from './routes/projects.ts';
import { getAuth, getRoot } from './routes/root.ts';
import { postSignIn, postSignOut } from './routes/session.ts';

/** Sentry's scopes; the first is the one to ask for, each of the others includes it. */
const READ_ORGANIZATION = ['org:read', 'org:write', 'org:admin', 'org:ci'];
const READ_PROJECTS = ['project:read', 'project:write', 'project:admin', 'org:read', 'org:write', 'org:admin'];
const WRITE_PROJECTS = ['project:write', 'project:admin'];
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
  guarded('GET', `${ORGANIZATION}projects/`, READ_PROJECTS, listProjects),

  guarded('GET', '/api/0/projects/', READ_PROJECTS, listProjects),
  guarded('GET', PROJECT, READ_PROJECTS, getProject),
  guarded('GET', `${PROJECT}keys/`, READ_PROJECTS, listKeys),
  guarded('GET', `${PROJECT}ledger/`, READ_PROJECTS, getLedger),
  guarded('GET', `${PROJECT}filters/`, READ_PROJECTS, listFilters),
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
];
