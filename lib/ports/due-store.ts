/** Work of one issue or project that a clock has to begin. */
export type Due =
  /** An issue that is archived until this time. */
  | { kind: 'wake'; id: string; at: number }
  /** An issue that is archived until it escalates: what is to be expected of it has to be said anew. */
  | { kind: 'forecast'; id: string; at: number }
  /** A project in which new issues come: which rate of them is usual has to be found out. */
  | { kind: 'threshold'; id: string; at: number }
  /** A project whose issues are being regrouped, or that is taken back: it is gone on with if nobody else has. */
  | { kind: 'regrouping'; id: string; at: number };

/** Written with what makes it due. Whoever works on it looks whether it is still so: a row may be older than the truth. */
export interface DueStore {
  /** Safe twice. */
  add(due: Due): Promise<void>;
  /** What is due by `now` (ms), oldest first, at most `limit`. */
  due(now: number, limit: number): Promise<Due[]>;
  /** Safe twice. */
  delete(due: Due): Promise<void>;
}
