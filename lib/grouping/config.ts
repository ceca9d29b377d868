import type { CutMark } from './message-text.ts';
import { PARAMETER_PATTERNS } from './parameter-patterns.ts';
import { PARAMETER_PATTERNS_OF_2026_11 } from './parameter-patterns-of-2026-11.ts';
import { type Parameterize, parameterizer } from './parameterize.ts';

/**
 * One version of the way that events are grouped. A change that moves hashes is a new version; the one before stays,
 * so that the issues of its time are found still: docs/adr/0022.
 */
export interface GroupingConfig {
  /** Named by events and in the API. */
  readonly id: string;
  readonly parameterize: Parameterize;
  readonly cutMark: CutMark;
  /** Whether stack-trace rules, Allim's own and a project's, have a say. */
  readonly hasStacktraceRules: boolean;
  /** A numbered chain of causes counts from the error down to its causes, or as the SDK lists it. */
  readonly chainOrder: 'from the error' | 'as listed';
  /** Errors of a group are one when all that is seen of them is the same, messages too, or what counts of it. */
  readonly sameInGroup: 'all' | 'what counts';
  /** Of those errors, sorted by type, each one counts that differs from the one before, or each kind of them once. */
  readonly oncePerGroup: 'neighbors' | 'kinds';
  /** What a CSP report says was blocked: as the browser spells it, or read with the page and the browser in mind. */
  readonly cspSource: 'spelled' | 'meant';
  /** Which stack of one frame without a function says nothing. A page’s frame has but its address, which never counts. */
  readonly loneScript: 'of a file' | 'of a page';
  /** What stands for an event that has nothing to be grouped by. */
  readonly fallback: 'nothing' | 'fingerprint';
  /** What `{{ tags.x }}` of a fingerprint knows. */
  readonly tags: 'all' | 'sent';
  /** Which texts of a fingerprint are parameterized: the message itself, or any variable that says the same. */
  readonly messages: 'messages' | 'what reads as one';
}

/** What events are grouped by when nobody says otherwise. */
export const GROUPING_CONFIG = 'newstyle:2026-01-20';
/** Its forerunner. */
export const FORMER_GROUPING_CONFIG = 'allim:2026-11-22';

const newest: GroupingConfig = {
  id: GROUPING_CONFIG,
  parameterize: parameterizer(PARAMETER_PATTERNS),
  cutMark: 'anything',
  hasStacktraceRules: true,
  chainOrder: 'from the error',
  sameInGroup: 'all',
  oncePerGroup: 'neighbors',
  cspSource: 'spelled',
  loneScript: 'of a file',
  fallback: 'nothing',
  tags: 'all',
  messages: 'messages',
};

const former: GroupingConfig = {
  id: FORMER_GROUPING_CONFIG,
  parameterize: parameterizer(PARAMETER_PATTERNS_OF_2026_11),
  cutMark: 'lines',
  hasStacktraceRules: false,
  chainOrder: 'as listed',
  sameInGroup: 'what counts',
  oncePerGroup: 'kinds',
  cspSource: 'meant',
  loneScript: 'of a page',
  fallback: 'fingerprint',
  tags: 'sent',
  messages: 'what reads as one',
};

export const NEWEST_CONFIG = newest;

const CONFIGS: ReadonlyMap<string, GroupingConfig> = new Map([newest, former].map(config => [config.id, config]));
/** Newest first. */
export const GROUPING_CONFIG_IDS: readonly string[] = [...CONFIGS.keys()];

/** A version by its id; the newest for an id that is none any more. */
export const groupingConfig = (id: string | undefined): GroupingConfig =>
  (id === undefined ? undefined : CONFIGS.get(id)) ?? newest;
