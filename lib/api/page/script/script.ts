import { SCRIPT_API } from './api.ts';
import { SCRIPT_DICTIONARY } from './dictionary.ts';
import { SCRIPT_DOM } from './dom.ts';
import { SCRIPT_EVENT_FATE } from './event-fate.ts';
import { SCRIPT_EVENT_GROUPING } from './event-grouping.ts';
import { SCRIPT_EVENT_VIEW } from './event-view.ts';
import { SCRIPT_ISSUE_ACTIONS } from './issue-actions.ts';
import { SCRIPT_ISSUE_FACTS } from './issue-facts.ts';
import { SCRIPT_ISSUE_LIST } from './issue-list.ts';
import { SCRIPT_ISSUE_MERGING } from './issue-merging.ts';
import { SCRIPT_ISSUE_VIEW } from './issue-view.ts';
import { SCRIPT_LEDGER_VIEW } from './ledger-view.ts';
import { SCRIPT_REGROUP_VIEW } from './regroup-view.ts';
import { SCRIPT_RELEASE_VIEW } from './release-view.ts';
import { SCRIPT_RELEASES_VIEW } from './releases-view.ts';
import { SCRIPT_RULES_VIEW } from './rules-view.ts';
import { SCRIPT_SIGN_IN } from './sign-in.ts';
import { SCRIPT_START } from './start.ts';
import { SCRIPT_TIME } from './time.ts';
import { SCRIPT_UPLOADS_VIEW } from './uploads-view.ts';

/**
 * The page's one module, put together from its parts. The parts are plain JavaScript in raw template strings, without
 * backticks of their own. Whatever comes from events is put in as text, never as markup.
 */
export const SCRIPT = [
  SCRIPT_DICTIONARY,
  SCRIPT_DOM,
  SCRIPT_TIME,
  SCRIPT_API,
  SCRIPT_SIGN_IN,
  SCRIPT_ISSUE_FACTS,
  SCRIPT_ISSUE_LIST,
  SCRIPT_EVENT_FATE,
  SCRIPT_EVENT_GROUPING,
  SCRIPT_EVENT_VIEW,
  SCRIPT_ISSUE_ACTIONS,
  SCRIPT_ISSUE_MERGING,
  SCRIPT_ISSUE_VIEW,
  SCRIPT_UPLOADS_VIEW,
  SCRIPT_RELEASES_VIEW,
  SCRIPT_RELEASE_VIEW,
  SCRIPT_LEDGER_VIEW,
  SCRIPT_RULES_VIEW,
  SCRIPT_REGROUP_VIEW,
  SCRIPT_START,
].join('\n');
