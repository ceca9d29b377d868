import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { scrubAdvanced } from './advanced/scrub-advanced.ts';
import { dropValueless } from './attributes.ts';
import type { Field } from './field.ts';
import { profileOf } from './profile.ts';
import type { Scrub } from './scrub.ts';
import type { ScrubSettings } from './settings.ts';

/** A kind of entry: what advanced rules and what the settings' rules know of it. */
export interface EntryKind {
  /** The entry's parts, and the bits of `TYPE` that selectors know it by. */
  readonly field: Field;
  readonly types: number;
  readonly scrub: (scrub: Scrub, entry: JsonObject) => void;
}

/** Levels of an entry's own `_meta` that are looked at; what is deeper goes. */
const MAX_META_DEPTH = 32;
/** The key under which `_meta` keeps what concerns a value itself. */
const OWN = '';

/**
 * One scrubbing of one entry of a container, in place. Gives the number of texts changed and values removed. `_meta` is
 * made only when there was something.
 */
export function scrubEntry(entry: object, settings: ScrubSettings, kind: EntryKind): number {
  const profile = profileOf(settings);
  if (profile.idle && profile.advanced === undefined) return 0;
  const json = entry as JsonObject; // it came from JSON, and its type has no methods
  dropOriginals(json._meta, 0);
  const advanced = profile.advanced === undefined ? 0 : scrubAdvanced(json, kind.field, kind.types, profile.advanced);
  const scrub: Scrub = { profile, event: json, root: kind, at: [], names: [], remarks: true, redactions: advanced };
  if (!profile.idle) kind.scrub(scrub, json);
  if (scrub.redactions > 0) dropValueless(json.attributes);
  return scrub.redactions;
}

/** Copies of refused values are of no use without a page that shows them: rather than scrubbed they are left out. */
function dropOriginals(meta: Json | undefined, depth: number): void {
  if (!isObject(meta)) return;
  for (const key of Object.keys(meta)) {
    const child = meta[key];
    if (!isObject(child) || depth === MAX_META_DEPTH) delete meta[key];
    else if (key === OWN) delete child.val;
    else dropOriginals(child, depth + 1);
  }
}
