import { guarded, open, type Route } from './route.ts';
import { listActivities } from './routes/activities.ts';
import { getAdoption } from './routes/adoption.ts';
import {
  deleteArtifactBundle,
  getBundleFile,
  listArtifactBundles,
  listBundleFiles,
} from './routes/artifact-bundles.ts';
import { lookUpArtifacts } from './routes/artifact-lookup.ts';
import { assembleArtifactBundle, assembleReleaseBundle } from './routes/assemble.ts';
import { deleteAttachment, getAttachment, listEventAttachments, listIssueAttachments } from './routes/attachments.ts';
import { getOrganizationBudget, getProjectBudget, setOrganizationBudget, setProjectBudget } from './routes/budget.ts';
import {
  deleteOrganizationIssues,
  deleteProjectIssues,
  updateOrganizationIssues,
  updateProjectIssues,
} from './routes/change-issues.ts';
import { getChunkUpload, postChunks } from './routes/chunk-upload.ts';
import {
  createCodeMapping,
  deleteCodeMapping,
  listCodeMappings,
  updateCodeMapping,
  uploadCodeMappings,
} from './routes/code-mappings.ts';
import { listCommitters } from './routes/committers.ts';
import { listCustomFilters, replaceCustomFilters } from './routes/custom-filters.ts';
import { deleteDeadLetter, getDeadLetter, listDeadLetters, redriveDeadLetters } from './routes/dead-letters.ts';
import { createDeploy, listDeploys } from './routes/deploys.ts';
import { getErasure, listErasures, requestErasure } from './routes/erasures.ts';
import {
  getEventPayload,
  getIssueEvent,
  getProjectEvent,
  listEventsOfProject,
  listIssueEvents,
} from './routes/events.ts';
import { exportIssue, exportProject } from './routes/export.ts';
import { getEventFate } from './routes/fate.ts';
import { listIssueReports, listProjectFeedback, postFeedback } from './routes/feedback.ts';
import { listFilters, updateFilter } from './routes/filters.ts';
import { getGroupingInfo } from './routes/grouping-info.ts';
import { tryGrouping } from './routes/grouping-trial.ts';
import { listHashes, unmergeHashes } from './routes/hashes.ts';
import { deleteIssue, getIssue, getShortId, updateIssue } from './routes/issue.ts';
import { getIssueStats } from './routes/issue-stats.ts';
import { createKey, deleteKey, getKey, listKeys, updateKey } from './routes/keys.ts';
import { getLedger } from './routes/ledger.ts';
import { listOrganizationIssues, listProjectIssues } from './routes/list-issues.ts';
import {
  createOrganizationToken,
  deleteOrganizationToken,
  getOrganizationToken,
  listOrganizationTokens,
  renameOrganizationToken,
} from './routes/organization-tokens.ts';
import { getOrganization, listOrganizations, updateOrganization } from './routes/organizations.ts';
import { getOwnership, listEventOwners, updateOwnership } from './routes/ownership.ts';
import { getAsset, getPage } from './routes/page.ts';
import { deleteProject, getProject, updateProject } from './routes/project.ts';
import { createProject, listProjects } from './routes/projects.ts';
import {
  listOrganizationQuotas,
  listProjectQuotas,
  replaceOrganizationQuotas,
  replaceProjectQuotas,
} from './routes/quotas.ts';
import {
  continueRegrouping,
  createRegrouping,
  getRegrouping,
  listRegroupings,
  previewRegrouping,
  takeBackRegrouping,
} from './routes/regroupings.ts';
import { deleteRelease, getPreviousWithCommits, getRelease, updateRelease } from './routes/release.ts';
import { listCommitFiles, listReleaseCommits } from './routes/release-commits.ts';
import { createReleaseFile, deleteReleaseFile, getReleaseFile, listReleaseFiles } from './routes/release-files.ts';
import { createRelease, listReleasesInScope } from './routes/releases.ts';
import { createRepository, deleteRepository, listRepositories } from './routes/repositories.ts';
import { reprocessIssue } from './routes/reprocessing.ts';
import { getRetention, updateRetention } from './routes/retention.ts';
import { getAuth, getRegions, getRoot } from './routes/root.ts';
import { tryScrubbing } from './routes/scrub-trial.ts';
import { postSignIn, postSignOut } from './routes/session.ts';
import { getSourceLink } from './routes/source-link.ts';
import { getSourceMapDebug } from './routes/source-map-debug.ts';
import { getStats } from './routes/stats.ts';
import { getTag, listTags, listTagValues } from './routes/tags.ts';
import { liftTombstone, listTombstones } from './routes/tombstones.ts';
import { refuseAppBuilds, refuseDebugFiles } from './routes/unsupported-uploads.ts';

/** Sentry's scopes; the first is the one to ask for, each of the others includes it. */
const READ_ORGANIZATION = ['org:read', 'org:write', 'org:admin', 'org:ci'];
const WRITE_ORGANIZATION = ['org:write', 'org:admin'];
const READ_PROJECTS = ['project:read', 'project:write', 'project:admin', 'org:read', 'org:write', 'org:admin'];
const WRITE_PROJECTS = ['project:write', 'project:admin'];
const DELETE_PROJECTS = ['project:admin'];
/** What a build has is `project:releases` or `org:ci`. */
const WRITE_RELEASES = ['project:releases', 'project:write', 'project:admin', 'org:write', 'org:admin', 'org:ci'];
const READ_RELEASES = [...READ_PROJECTS, 'project:releases', 'org:ci'];
const READ_ISSUES = ['event:read', 'event:write', 'event:admin'];
const WRITE_ISSUES = ['event:write', 'event:admin'];
const DELETE_EVENTS = ['event:admin'];
/** A privacy request goes through all projects, and takes what no quota and no setting would. */
const ERASE = ['org:admin'];
const ANY = [...new Set([...READ_ORGANIZATION, ...READ_PROJECTS, ...READ_ISSUES, ...READ_RELEASES])];

const ORGANIZATION = '/api/0/organizations/:org/';
const PROJECT = '/api/0/projects/:org/:project/';
const ISSUE = '/api/0/issues/:issue/';
const ISSUE_OF_ORGANIZATION = `${ORGANIZATION}issues/:issue/` as const;

const RELEASE = `${ORGANIZATION}releases/:version/` as const;
const RELEASE_OF_PROJECT = `${PROJECT}releases/:version/` as const;

/** A gateway with a Lambda function behind it takes no more anyway. */
const UPLOAD = { maxBodyBytes: 6 * 1024 * 1024 };

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
  guarded('GET', '/api/0/users/me/regions/', ANY, getRegions),

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
  guarded('GET', `${ORGANIZATION}budget/`, READ_ORGANIZATION, getOrganizationBudget),
  guarded('PUT', `${ORGANIZATION}budget/`, WRITE_ORGANIZATION, setOrganizationBudget),
  guarded('GET', `${PROJECT}budget/`, READ_PROJECTS, getProjectBudget),
  guarded('PUT', `${PROJECT}budget/`, WRITE_PROJECTS, setProjectBudget),
  guarded('GET', `${PROJECT}retention/`, READ_PROJECTS, getRetention),
  // Lower days delete.
  guarded('PUT', `${PROJECT}retention/`, DELETE_PROJECTS, updateRetention),
  guarded('GET', `${ORGANIZATION}erasures/`, READ_ORGANIZATION, listErasures),
  guarded('POST', `${ORGANIZATION}erasures/`, ERASE, requestErasure),
  guarded('GET', `${ORGANIZATION}erasures/:erasure/`, READ_ORGANIZATION, getErasure),
  guarded('GET', `${ORGANIZATION}quotas/`, READ_ORGANIZATION, listOrganizationQuotas),
  guarded('PUT', `${ORGANIZATION}quotas/`, WRITE_ORGANIZATION, replaceOrganizationQuotas),
  guarded('GET', `${PROJECT}quotas/`, READ_PROJECTS, listProjectQuotas),
  guarded('PUT', `${PROJECT}quotas/`, WRITE_PROJECTS, replaceProjectQuotas),
  guarded('GET', `${PROJECT}filters/`, READ_PROJECTS, listFilters),
  guarded('GET', `${PROJECT}filters/custom/`, READ_PROJECTS, listCustomFilters),
  guarded('POST', `${PROJECT}scrub-trial/`, WRITE_PROJECTS, tryScrubbing),
  guarded('POST', `${PROJECT}grouping-trial/`, READ_ISSUES, tryGrouping),
  guarded('POST', `${PROJECT}regroupings/preview/`, READ_ISSUES, previewRegrouping),
  guarded('GET', `${PROJECT}regroupings/`, READ_ISSUES, listRegroupings),
  guarded('POST', `${PROJECT}regroupings/`, WRITE_ISSUES, createRegrouping),
  guarded('GET', `${PROJECT}regroupings/:regrouping/`, READ_ISSUES, getRegrouping),
  guarded('POST', `${PROJECT}regroupings/:regrouping/`, WRITE_ISSUES, continueRegrouping),
  guarded('POST', `${PROJECT}regroupings/:regrouping/undo/`, WRITE_ISSUES, takeBackRegrouping),
  guarded('PUT', `${PROJECT}filters/custom/`, WRITE_PROJECTS, replaceCustomFilters),
  guarded('PUT', `${PROJECT}filters/:filter/`, WRITE_PROJECTS, updateFilter),

  guarded('GET', `${ORGANIZATION}issues/`, READ_ISSUES, listOrganizationIssues),
  guarded('PUT', `${ORGANIZATION}issues/`, WRITE_ISSUES, updateOrganizationIssues),
  guarded('DELETE', `${ORGANIZATION}issues/`, DELETE_EVENTS, deleteOrganizationIssues),
  guarded('GET', `${PROJECT}issues/`, READ_ISSUES, listProjectIssues),
  guarded('PUT', `${PROJECT}issues/`, WRITE_ISSUES, updateProjectIssues),
  guarded('DELETE', `${PROJECT}issues/`, DELETE_EVENTS, deleteProjectIssues),

  guarded('GET', ISSUE, READ_ISSUES, getIssue),
  guarded('PUT', ISSUE, WRITE_ISSUES, updateIssue),
  guarded('DELETE', ISSUE, DELETE_EVENTS, deleteIssue),
  guarded('GET', `${ISSUE}activities/`, READ_ISSUES, listActivities),
  guarded('GET', `${ISSUE}hashes/`, READ_ISSUES, listHashes),
  guarded('PUT', `${ISSUE}hashes/`, WRITE_ISSUES, unmergeHashes),
  guarded('DELETE', `${ISSUE}hashes/`, WRITE_ISSUES, unmergeHashes),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}hashes/`, READ_ISSUES, listHashes),
  guarded('PUT', `${ISSUE_OF_ORGANIZATION}hashes/`, WRITE_ISSUES, unmergeHashes),
  guarded('DELETE', `${ISSUE_OF_ORGANIZATION}hashes/`, WRITE_ISSUES, unmergeHashes),
  guarded('GET', ISSUE_OF_ORGANIZATION, READ_ISSUES, getIssue),
  guarded('PUT', ISSUE_OF_ORGANIZATION, WRITE_ISSUES, updateIssue),
  guarded('DELETE', ISSUE_OF_ORGANIZATION, DELETE_EVENTS, deleteIssue),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}activities/`, READ_ISSUES, listActivities),
  guarded('GET', `${ORGANIZATION}shortids/:issue/`, READ_ISSUES, getShortId),

  guarded('POST', `${ISSUE}reprocessing/`, WRITE_ISSUES, reprocessIssue),
  guarded('POST', `${ISSUE_OF_ORGANIZATION}reprocessing/`, WRITE_ISSUES, reprocessIssue),
  guarded('GET', `${ISSUE}stats/`, READ_ISSUES, getIssueStats),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}stats/`, READ_ISSUES, getIssueStats),
  guarded('GET', `${ISSUE}tags/`, READ_ISSUES, listTags),
  guarded('GET', `${ISSUE}tags/:key/`, READ_ISSUES, getTag),
  guarded('GET', `${ISSUE}tags/:key/values/`, READ_ISSUES, listTagValues),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}tags/`, READ_ISSUES, listTags),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}tags/:key/`, READ_ISSUES, getTag),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}tags/:key/values/`, READ_ISSUES, listTagValues),

  guarded('GET', `${ISSUE}export/`, READ_ISSUES, exportIssue),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}export/`, READ_ISSUES, exportIssue),
  guarded('GET', `${PROJECT}export/`, READ_ISSUES, exportProject),

  guarded('GET', `${ISSUE}events/`, READ_ISSUES, listIssueEvents),
  guarded('GET', `${ISSUE}events/:event/`, READ_ISSUES, getIssueEvent),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}events/`, READ_ISSUES, listIssueEvents),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}events/:event/`, READ_ISSUES, getIssueEvent),

  guarded('GET', `${PROJECT}tombstones/`, READ_ISSUES, listTombstones),
  guarded('DELETE', `${PROJECT}tombstones/:tombstone/`, WRITE_PROJECTS, liftTombstone),
  guarded('GET', `${PROJECT}ownership/`, READ_PROJECTS, getOwnership),
  guarded('PUT', `${PROJECT}ownership/`, WRITE_PROJECTS, updateOwnership),

  guarded('GET', `${PROJECT}events/`, READ_ISSUES, listEventsOfProject),
  guarded('GET', `${PROJECT}events/:event/owners/`, READ_ISSUES, listEventOwners),
  guarded('GET', `${PROJECT}events/:event/committers/`, READ_ISSUES, listCommitters),
  guarded('GET', `${PROJECT}stacktrace-link/`, READ_PROJECTS, getSourceLink),
  guarded('GET', `${PROJECT}events/:event/`, READ_ISSUES, getProjectEvent),
  guarded('GET', `${PROJECT}events/:event/fate/`, READ_ISSUES, getEventFate),
  guarded('GET', `${PROJECT}events/:event/grouping-info/`, READ_ISSUES, getGroupingInfo),
  guarded('GET', `${PROJECT}events/:event/json/`, READ_ISSUES, getEventPayload),
  guarded('GET', `${PROJECT}events/:event/source-map-debug-blue-thunder-edition/`, READ_ISSUES, getSourceMapDebug),

  guarded('GET', `${PROJECT}events/:event/attachments/`, READ_ISSUES, listEventAttachments),
  guarded('GET', `${PROJECT}events/:event/attachments/:attachment/`, READ_ISSUES, getAttachment),
  guarded('DELETE', `${PROJECT}events/:event/attachments/:attachment/`, WRITE_ISSUES, deleteAttachment),
  guarded('GET', `${ISSUE}attachments/`, READ_ISSUES, listIssueAttachments),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}attachments/`, READ_ISSUES, listIssueAttachments),

  guarded('GET', `${ORGANIZATION}dead-letters/`, READ_ISSUES, listDeadLetters),
  guarded('POST', `${ORGANIZATION}dead-letters/redrive/`, WRITE_ISSUES, redriveDeadLetters),
  guarded('GET', `${ORGANIZATION}dead-letters/:letter/`, READ_ISSUES, getDeadLetter),
  guarded('DELETE', `${ORGANIZATION}dead-letters/:letter/`, DELETE_EVENTS, deleteDeadLetter),

  guarded('GET', `${PROJECT}user-feedback/`, READ_ISSUES, listProjectFeedback),
  guarded('POST', `${PROJECT}user-feedback/`, WRITE_ISSUES, postFeedback),
  guarded('GET', `${ISSUE}user-reports/`, READ_ISSUES, listIssueReports),
  guarded('GET', `${ISSUE_OF_ORGANIZATION}user-reports/`, READ_ISSUES, listIssueReports),

  guarded('GET', `${ORGANIZATION}releases/`, READ_RELEASES, listReleasesInScope),
  guarded('POST', `${ORGANIZATION}releases/`, WRITE_RELEASES, createRelease),
  guarded('GET', RELEASE, READ_RELEASES, getRelease),
  guarded('PUT', RELEASE, WRITE_RELEASES, updateRelease),
  guarded('DELETE', RELEASE, WRITE_RELEASES, deleteRelease),
  guarded('GET', `${RELEASE}commits/`, READ_RELEASES, listReleaseCommits),
  guarded('GET', `${RELEASE}commitfiles/`, READ_RELEASES, listCommitFiles),
  guarded('GET', `${RELEASE}previous-with-commits/`, READ_RELEASES, getPreviousWithCommits),
  guarded('GET', `${RELEASE}deploys/`, READ_RELEASES, listDeploys),
  guarded('POST', `${RELEASE}deploys/`, WRITE_RELEASES, createDeploy),
  guarded('GET', `${PROJECT}releases/`, READ_RELEASES, listReleasesInScope),
  guarded('POST', `${PROJECT}releases/`, WRITE_RELEASES, createRelease),
  guarded('GET', RELEASE_OF_PROJECT, READ_RELEASES, getRelease),
  guarded('PUT', RELEASE_OF_PROJECT, WRITE_RELEASES, updateRelease),
  guarded('DELETE', RELEASE_OF_PROJECT, WRITE_RELEASES, deleteRelease),
  guarded('GET', `${RELEASE_OF_PROJECT}commits/`, READ_RELEASES, listReleaseCommits),
  guarded('GET', `${RELEASE_OF_PROJECT}commitfiles/`, READ_RELEASES, listCommitFiles),
  guarded('GET', `${RELEASE_OF_PROJECT}adoption/`, READ_RELEASES, getAdoption),
  guarded('GET', `${RELEASE_OF_PROJECT}previous-with-commits/`, READ_RELEASES, getPreviousWithCommits),
  guarded('GET', `${RELEASE_OF_PROJECT}deploys/`, READ_RELEASES, listDeploys),
  guarded('POST', `${RELEASE_OF_PROJECT}deploys/`, WRITE_RELEASES, createDeploy),

  guarded('GET', `${ORGANIZATION}org-auth-tokens/`, WRITE_ORGANIZATION, listOrganizationTokens),
  guarded('POST', `${ORGANIZATION}org-auth-tokens/`, WRITE_ORGANIZATION, createOrganizationToken),
  guarded('GET', `${ORGANIZATION}org-auth-tokens/:token/`, WRITE_ORGANIZATION, getOrganizationToken),
  guarded('PUT', `${ORGANIZATION}org-auth-tokens/:token/`, WRITE_ORGANIZATION, renameOrganizationToken),
  guarded('DELETE', `${ORGANIZATION}org-auth-tokens/:token/`, WRITE_ORGANIZATION, deleteOrganizationToken),

  guarded('GET', `${ORGANIZATION}chunk-upload/`, READ_RELEASES, getChunkUpload),
  guarded('POST', `${ORGANIZATION}chunk-upload/`, WRITE_RELEASES, postChunks, UPLOAD),
  guarded('POST', `${ORGANIZATION}artifactbundle/assemble/`, WRITE_RELEASES, assembleArtifactBundle),
  guarded('POST', `${RELEASE}assemble/`, WRITE_RELEASES, assembleReleaseBundle),
  guarded('GET', `${RELEASE}files/`, READ_RELEASES, listReleaseFiles),
  guarded('POST', `${RELEASE}files/`, WRITE_RELEASES, createReleaseFile, UPLOAD),
  guarded('GET', `${RELEASE}files/:file/`, READ_PROJECTS, getReleaseFile),
  guarded('DELETE', `${RELEASE}files/:file/`, WRITE_RELEASES, deleteReleaseFile),
  guarded('GET', `${RELEASE_OF_PROJECT}files/`, READ_RELEASES, listReleaseFiles),
  guarded('POST', `${RELEASE_OF_PROJECT}files/`, WRITE_RELEASES, createReleaseFile, UPLOAD),
  guarded('GET', `${RELEASE_OF_PROJECT}files/:file/`, READ_PROJECTS, getReleaseFile),
  guarded('DELETE', `${RELEASE_OF_PROJECT}files/:file/`, WRITE_RELEASES, deleteReleaseFile),
  guarded('GET', `${PROJECT}artifact-lookup/`, READ_PROJECTS, lookUpArtifacts),
  guarded('GET', `${PROJECT}files/artifact-bundles/`, READ_RELEASES, listArtifactBundles),
  guarded('DELETE', `${PROJECT}files/artifact-bundles/`, WRITE_RELEASES, deleteArtifactBundle),
  guarded('GET', `${PROJECT}files/artifact-bundles/:bundle/files/`, READ_RELEASES, listBundleFiles),
  // What a build's own token cannot: read the sources of all builds.
  guarded('GET', `${PROJECT}files/artifact-bundles/:bundle/files/:file/`, READ_PROJECTS, getBundleFile),
  guarded('POST', `${PROJECT}files/difs/assemble/`, WRITE_RELEASES, refuseDebugFiles),
  guarded('POST', `${PROJECT}files/dsyms/`, WRITE_RELEASES, refuseDebugFiles, UPLOAD),
  guarded('GET', `${PROJECT}files/dsyms/unknown/`, WRITE_RELEASES, refuseDebugFiles),
  guarded('POST', `${PROJECT}files/preprodartifacts/assemble/`, WRITE_RELEASES, refuseAppBuilds),

  guarded('GET', `${ORGANIZATION}repos/`, READ_RELEASES, listRepositories),
  guarded('POST', `${ORGANIZATION}repos/`, WRITE_RELEASES, createRepository),
  guarded('DELETE', `${ORGANIZATION}repos/:repo/`, WRITE_RELEASES, deleteRepository),
  guarded('GET', `${ORGANIZATION}code-mappings/`, READ_RELEASES, listCodeMappings),
  guarded('POST', `${ORGANIZATION}code-mappings/`, WRITE_RELEASES, createCodeMapping),
  guarded('POST', `${ORGANIZATION}code-mappings/bulk/`, WRITE_RELEASES, uploadCodeMappings),
  guarded('PUT', `${ORGANIZATION}code-mappings/:mapping/`, WRITE_RELEASES, updateCodeMapping),
  guarded('DELETE', `${ORGANIZATION}code-mappings/:mapping/`, WRITE_RELEASES, deleteCodeMapping),
];
