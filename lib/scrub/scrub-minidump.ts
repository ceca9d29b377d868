import { type MinidumpPart, minidumpRules } from './advanced/compile.ts';
import { isStrict } from './is-strict.ts';
import type { ByteRange } from './minidump-format.ts';
import { type MinidumpParts, minidumpParts } from './minidump-parts.ts';
import { overwriteText } from './overwrite.ts';
import { overwriteVariables } from './overwrite-variables.ts';
import { advancedOverwritings, profileOverwritings } from './overwritings.ts';
import { type Profile, profileOf } from './profile.ts';
import type { ScrubSettings } from './settings.ts';

export interface ScrubbedBytes {
  bytes: Uint8Array;
  /** Places where something was taken. */
  redactions: number;
}

/**
 * Scrubs the memory dump of a crashed program, whose length stays: everything in it is found by its place. Advanced rules
 * do what their selectors name, as with Sentry. The strict profile overwrites by default what its rules know of a text,
 * in the environment, the command line, the folders of modules, and in memory: a stack holds the very values that the
 * program worked with, and text of that length and form is no address that a stack trace needs. Never throws.
 */
export function scrubMinidump(bytes: Uint8Array, settings: ScrubSettings, filename = ''): ScrubbedBytes {
  const profile = profileOf(settings);
  const strictly = isStrict(profile) && !profile.idle;
  if (!strictly && profile.advanced === undefined) return { bytes, redactions: 0 };
  const copy = Buffer.from(bytes);
  const parts = withoutBasenames(copy, minidumpParts(copy));
  const redactions =
    scrubSelected(copy, parts, profile, filename) + (strictly ? scrubStrictly(copy, parts, profile) : 0);
  return redactions === 0 ? { bytes, redactions } : { bytes: copy, redactions };
}

function scrubSelected(bytes: Buffer, parts: MinidumpParts, { advanced }: Profile, filename: string): number {
  if (advanced === undefined) return 0;
  let redactions = 0;
  for (const [part, ranges] of Object.entries(parts)) {
    // the names of the record's members are those of the parts
    const rules = minidumpRules(advanced, part as MinidumpPart, filename);
    if (rules.length === 0) continue;
    const overwritings = advancedOverwritings(rules);
    for (const range of ranges) redactions += overwriteText(bytes, range, overwritings);
  }
  return redactions;
}

/** What the strict profile looks at. Not at the list of what is mapped where: its numbers would be taken for people's. */
const STRICT_PARTS: readonly MinidumpPart[] = [
  'stack_memory',
  'heap_memory',
  'environ',
  'cmdline',
  'code_file',
  'debug_file',
];

function scrubStrictly(bytes: Buffer, parts: MinidumpParts, profile: Profile): number {
  const overwritings = profileOverwritings(profile);
  let redactions = 0;
  for (const range of [...parts.environ, ...parts.cmdline]) redactions += overwriteVariables(bytes, range, profile);
  for (const part of STRICT_PARTS) {
    for (const range of parts[part]) redactions += overwriteText(bytes, range, overwritings);
  }
  return redactions;
}

/** Without its own name no module is found again: only its folder is looked at. */
const withoutBasenames = (bytes: Buffer, parts: MinidumpParts): MinidumpParts => ({
  ...parts,
  code_file: parts.code_file.flatMap(range => folderOf(bytes, range)),
  debug_file: parts.debug_file.flatMap(range => folderOf(bytes, range)),
});

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** In UTF-8 and in UTF-16 alike these bytes are slashes, or else belong to letters of no rule. */
function folderOf(bytes: Buffer, [start, end]: ByteRange): ByteRange[] {
  const name = bytes.subarray(start, end);
  const last = Math.max(name.lastIndexOf(SLASH), name.lastIndexOf(BACKSLASH));
  return last <= 0 ? [] : [[start, start + last]];
}
