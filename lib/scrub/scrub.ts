import type { JsonObject } from '../protocol/json.ts';
import type { Profile } from './profile.ts';
import type { Root, Step } from './safe-fields.ts';

/** One scrubbing of one event: what the walk carries along. */
export interface Scrub {
  readonly profile: Profile;
  readonly event: JsonObject;
  readonly root: Root;
  /** Where the walk is, as the payload's containers are nested; `_meta` mirrors it. */
  readonly at: Step[];
  /** The same as selectors see it: a pair goes by its key. */
  readonly names: Step[];
  /** Off for copies of values (`_meta` originals, `errors`): a remark there would mark the wrong value. */
  remarks: boolean;
  /** Paths in which no rule found anything: the frames of a stack lie in a few files. */
  cleanPaths?: Set<string>;
  redactions: number;
}
