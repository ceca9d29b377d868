/** The two texts of rules that events are grouped by. */
export interface RuleTexts {
  groupingEnhancements: string;
  fingerprintingRules: string;
}

/** One thing that a regrouping does. Each can be done twice. */
export type RegroupingStep =
  /** Hashes lead to an issue from now on, which may be one that was merged. */
  | { kind: 'attach'; issueId: string; hashes: readonly string[] }
  /**
   * Events become an issue of their own, by its number, and hashes lead to it from then on. Without events: the issue was
   * made by a regrouping that was taken back, and is split off again.
   */
  | {
      kind: 'split';
      from: string;
      id: string;
      number: number;
      eventIds: readonly string[];
      hashes: readonly string[];
      shortIds: readonly [from: string, id: string];
    }
  /** One issue shows another, and those that this has shown. */
  | { kind: 'join'; into: string; id: string; shown: readonly string[]; shortIds: readonly [into: string, id: string] };

/**
 * A step that could not be done, and why: its issue is gone, has no room, or hashes lead elsewhere meanwhile; `counted`:
 * of some of its events nothing is kept any more but their count, so that none can leave it. `changed`,
 * behind the last step: somebody has changed the rules since it began, and they were left as they are.
 */
export interface RegroupingFault {
  step: number;
  why: 'gone' | 'full' | 'elsewhere' | 'changed' | 'counted';
}

export type RegroupingState = 'applying' | 'applied' | 'undoing' | 'undone';

/** Issues of a project that were made to fit rules. */
export interface Regrouping {
  projectId: string;
  /** 32 hex digits; later ones are larger. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  user: { id: string; name: string };
  state: RegroupingState;
  /** All that it does, decided before the first of it was done. */
  steps: readonly RegroupingStep[];
  /** Steps that are done and not taken back. */
  done: number;
  faults: readonly RegroupingFault[];
  /** Absent if it saved none. */
  rules?: { before: RuleTexts; after: RuleTexts };
}

export interface RegroupingStore {
  add(regrouping: Regrouping): Promise<void>;
  get(projectId: string, id: string): Promise<Regrouping | undefined>;
  /** The newest first. */
  list(
    projectId: string,
    options: { limit: number; cursor?: string },
  ): Promise<{ regroupings: Regrouping[]; next?: string }>;
  /** Writes how far it is. `false`: somebody else has brought it elsewhere than to `before`, and nothing was written. */
  advance(
    before: Pick<Regrouping, 'projectId' | 'id' | 'state' | 'done'>,
    after: Pick<Regrouping, 'state' | 'done' | 'faults'>,
  ): Promise<boolean>;
}
