import type { ArchiveUntil, LifeUpdate, ResolveIn } from '../life/life-update.ts';
import { MAX_WINDOW_COUNT } from '../ports/archive-windows.ts';
import type { MarkChange } from '../ports/issue-marks.ts';
import type { IssueStatus, IssueSubstatus } from '../protocol/issue-life.ts';
import type { Caller } from './authenticate.ts';
import type { IssueUpdate, StatusDetails } from './contract/issue-update.ts';
import { readAssignee } from './read-assignee.ts';
import { refuseFields } from './refusal.ts';

/** What a request wants of issues: of their life, and of the caller's own marks. */
export interface WantedUpdate {
  life: LifeUpdate;
  marks: MarkChange;
  /** The issues go, and what comes of them is dropped. */
  discard: boolean;
  /** One of the issues shows all of them from now on. */
  merge: boolean;
}

/** Sentry's rules for what goes together. Whatever contradicts itself is refused, with the field's name. */
export const readIssueUpdate = (update: IssueUpdate, caller: Caller, now: number): WantedUpdate => {
  if (update.isPublic) throw refuse('isPublic', 'sharing issues is not supported by this version of Allim');
  if (Object.keys(update).length === 0)
    throw refuse('status', 'nothing to change was named: expected a status, or another field');
  if (update.discard && Object.keys(update).length > 1)
    throw refuse('discard', 'an issue that is discarded cannot be changed besides');
  if (update.merge && Object.keys(update).length > 1)
    throw refuse('merge', 'issues that are merged cannot be changed besides');
  return {
    life: readLife(update, caller),
    marks: readMarks(update, now),
    discard: update.discard === true,
    merge: Boolean(update.merge),
  };
};

const readLife = (update: IssueUpdate, caller: Caller): LifeUpdate => ({
  ...readStatus(update),
  ...(update.assignedTo !== undefined && { assignee: readAssignee(caller, update.assignedTo) }),
  ...(update.priority !== undefined && { priority: update.priority }),
  ...(update.inbox === false && { reviewed: true as const }),
});

const readMarks = ({ hasSeen, isBookmarked, isSubscribed }: IssueUpdate, now: number): MarkChange => ({
  ...(hasSeen !== undefined && { seen: hasSeen ? now : undefined }),
  ...(isBookmarked !== undefined && { bookmarked: isBookmarked }),
  ...(isSubscribed !== undefined && { subscribed: isSubscribed }),
});

type StatusPart = Pick<LifeUpdate, 'status' | 'substatus' | 'resolve' | 'archive'>;

const readStatus = (update: IssueUpdate): StatusPart => {
  const details = detailsOf(update);
  const resolve = readResolve(details);
  const archive = readArchive(update, details);
  const status = statusOf(update);
  if (status !== 'resolved' && resolve) throw stray(details, RESOLVE_DETAILS, 'resolved');
  if (status !== 'ignored' && archive) throw stray(details, ARCHIVE_DETAILS, 'ignored');
  if (status === undefined) return {};
  refuseSubstatus(update, status, archive);
  if (status === 'unresolved') return { status, ...(update.substatus && { substatus: update.substatus }) };
  return { status, ...(resolve && { resolve }), ...(archive && { archive }) };
};

/** With the older fields that mean the same. */
const detailsOf = ({ status, statusDetails = {}, snoozeDuration }: IssueUpdate): StatusDetails => ({
  ...statusDetails,
  ...(status === 'resolvedInNextRelease' && { inNextRelease: true }),
  ...(snoozeDuration !== undefined && { ignoreDuration: statusDetails.ignoreDuration ?? snoozeDuration }),
});

/** A substatus alone says of which status it is. */
const statusOf = ({ status, substatus }: IssueUpdate): IssueStatus | undefined => {
  switch (status) {
    case 'muted':
      return 'ignored';
    case 'resolvedInNextRelease':
      return 'resolved';
    case undefined:
      return substatus && (isArchived(substatus) ? 'ignored' : 'unresolved');
    default:
      return status;
  }
};

const RESOLVE_DETAILS = ['inRelease', 'inNextRelease', 'inUpcomingRelease', 'inFutureRelease', 'inCommit'] as const;
const ARCHIVE_DETAILS = [
  'ignoreDuration',
  'ignoreCount',
  'ignoreWindow',
  'ignoreUserCount',
  'ignoreUserWindow',
  'untilEscalating',
] as const;

const readResolve = (details: StatusDetails): ResolveIn | undefined => {
  const given = RESOLVE_DETAILS.filter(name => details[name]);
  if (given.length > 1) throw refuse(`statusDetails.${given[1]}`, `it cannot go with ${given[0]}`);
  if (details.inRelease !== undefined) return { in: 'release', version: details.inRelease };
  if (details.inNextRelease) return { in: 'next_release' };
  if (details.inUpcomingRelease) return { in: 'upcoming_release' };
  if (details.inFutureRelease !== undefined) return { in: 'future_release', version: details.inFutureRelease };
  if (!details.inCommit) return undefined;
  const { commit, repository } = details.inCommit;
  return { in: 'commit', commit: { id: commit, repository } };
};

const readArchive = ({ substatus }: IssueUpdate, details: StatusDetails): ArchiveUntil | undefined => {
  const conditions = ARCHIVE_DETAILS.filter(name => name !== 'untilEscalating' && details[name] !== undefined);
  if (details.untilEscalating || substatus === 'archived_until_escalating') {
    if (conditions.length > 0) throw refuse(`statusDetails.${conditions[0]}`, 'it cannot go with untilEscalating');
    return { until: 'escalating' };
  }
  if (conditions.length === 0) return undefined;
  refuseWindow(details, 'ignoreWindow', 'ignoreCount');
  refuseWindow(details, 'ignoreUserWindow', 'ignoreUserCount');
  const { ignoreDuration, ignoreCount, ignoreWindow, ignoreUserCount, ignoreUserWindow } = details;
  return {
    until: 'condition',
    ...(ignoreDuration !== undefined && { duration: ignoreDuration }),
    ...(ignoreCount !== undefined && { count: ignoreCount }),
    ...(ignoreWindow !== undefined && { window: ignoreWindow }),
    ...(ignoreUserCount !== undefined && { userCount: ignoreUserCount }),
    ...(ignoreUserWindow !== undefined && { userWindow: ignoreUserWindow }),
  };
};

type Window = 'ignoreWindow' | 'ignoreUserWindow';

const refuseWindow = (details: StatusDetails, window: Window, of: 'ignoreCount' | 'ignoreUserCount'): void => {
  if (details[window] === undefined) return;
  const count = details[of];
  if (count === undefined) throw refuse(`statusDetails.${window}`, `it needs ${of}`);
  if (count > MAX_WINDOW_COUNT) throw refuse(`statusDetails.${of}`, `within a time it is at most ${MAX_WINDOW_COUNT}`);
};

/** Refuses a substatus that belongs to another status or to other details. */
const refuseSubstatus = ({ substatus }: IssueUpdate, status: IssueStatus, archive: ArchiveUntil | undefined): void => {
  if (substatus === undefined) return;
  if (status === 'resolved' || isArchived(substatus) !== (status === 'ignored'))
    throw refuse('substatus', `${substatus} does not go with the status ${status}`);
  if (status === 'ignored' && substatus !== substatusOf(archive))
    throw refuse('substatus', `${substatus} does not go with these statusDetails`);
};

const substatusOf = (archive: ArchiveUntil | undefined): IssueSubstatus => {
  switch (archive?.until) {
    case undefined:
      return 'archived_forever';
    case 'escalating':
      return 'archived_until_escalating';
    case 'condition':
      return 'archived_until_condition_met';
  }
};

const isArchived = (substatus: IssueSubstatus): boolean => substatus.startsWith('archived_');

const stray = (details: StatusDetails, names: readonly (keyof StatusDetails)[], status: IssueStatus) =>
  refuse(`statusDetails.${names.find(name => details[name]) ?? ''}`, `it goes with the status ${status} only`);

const refuse = (field: string, why: string) => refuseFields([{ field, why }]);
