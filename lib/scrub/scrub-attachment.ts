import { attachmentRules } from './advanced/compile.ts';
import { READABLE } from './field.ts';
import { type FileText, readFileText } from './file-text.ts';
import { isStrict } from './is-strict.ts';
import { scrubJsonText } from './json-text.ts';
import { looseScrub } from './loose-scrub.ts';
import { overwriteText } from './overwrite.ts';
import { advancedOverwritings, profileOverwritings } from './overwritings.ts';
import { scrubPlainText } from './plain-text.ts';
import { profileOf } from './profile.ts';
import type { Scrub } from './scrub.ts';
import { type ScrubbedBytes, scrubMinidump } from './scrub-minidump.ts';
import type { ScrubSettings } from './settings.ts';
import { isViewStructure } from './view-hierarchy.ts';

/** What its item header says of it. */
export interface AttachmentKind {
  readonly filename: string;
  readonly contentType?: string | undefined;
  readonly attachmentType?: string | undefined;
}

/**
 * Scrubs a file. Advanced rules that select it overwrite what they find, in a file of any format, and its length stays.
 * The strict profile rewrites text: JSON as an event's values, all other text line by line. Pictures, archives and what
 * else no text is stays as it is. The same bytes come back when nothing was taken; those handed in are never changed.
 */
export function scrubAttachment(bytes: Uint8Array, kind: AttachmentKind, settings: ScrubSettings): ScrubbedBytes {
  if (kind.attachmentType === MINIDUMP) return scrubMinidump(bytes, settings, kind.filename);
  const selected = overwriteSelected(bytes, kind, settings);
  const profile = profileOf(settings);
  if (profile.idle || !isStrict(profile)) return selected;
  const scrub = looseScrub(profile);
  const scrubbed = IN_PLACE.has(kind.attachmentType)
    ? overwriteAll(scrub, selected.bytes)
    : scrubFile(scrub, asBuffer(selected.bytes), kind);
  return scrub.redactions === 0 ? selected : { bytes: scrubbed, redactions: selected.redactions + scrub.redactions };
}

const MINIDUMP = 'event.minidump';
const VIEW_HIERARCHY = 'event.view_hierarchy';
/** Formats of their own with text of the application in them, which must stay as long as it is. */
const IN_PLACE: ReadonlySet<string | undefined> = new Set([
  'event.payload',
  'event.breadcrumbs',
  'playstation.prosperodump',
  'nswitch.dying_message',
]);

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function overwriteSelected(bytes: Uint8Array, { filename }: AttachmentKind, settings: ScrubSettings): ScrubbedBytes {
  const { advanced } = profileOf(settings);
  const rules = advanced === undefined ? [] : attachmentRules(advanced, filename);
  if (rules.length === 0) return { bytes, redactions: 0 };
  const copy = Buffer.from(bytes);
  const redactions = overwriteText(copy, [0, copy.length], advancedOverwritings(rules));
  return redactions === 0 ? { bytes, redactions } : { bytes: copy, redactions };
}

function overwriteAll(scrub: Scrub, bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  scrub.redactions += overwriteText(copy, [0, copy.length], profileOverwritings(scrub.profile));
  return copy;
}

function scrubFile(scrub: Scrub, bytes: Buffer, kind: AttachmentKind): Buffer {
  const file = readFileText(bytes, { claimed: isTextType(kind.contentType) });
  if (file === undefined) return bytes;
  const scrubbed = scrubJson(scrub, file, kind) ?? scrubPlainText(scrub, file.text);
  return scrub.redactions === 0 ? bytes : file.encode(scrubbed);
}

const TEXT_TYPE = /^text\/|[/+](?:json|xml|x-ndjson|javascript|yaml|x-yaml|x-www-form-urlencoded)\s*(?:;|$)/i;
const isTextType = (contentType: string | undefined): boolean =>
  contentType !== undefined && contentType.length <= MAX_TYPE_LENGTH && TEXT_TYPE.test(contentType);
/** In characters; no media type is longer. */
const MAX_TYPE_LENGTH = 256;

const JSON_START = /^\uFEFF?\s*[[{"]/;

/** `undefined` when it is none: then it is text like any other. */
function scrubJson(scrub: Scrub, { text }: FileText, { attachmentType }: AttachmentKind): string | undefined {
  if (!JSON_START.test(text)) return undefined;
  const before = scrub.redactions;
  const spares = attachmentType === VIEW_HIERARCHY ? isViewStructure : NONE;
  const scrubbed = scrubJsonText(scrub, text, { values: 'many', field: READABLE, spares });
  if (scrubbed === undefined) scrub.redactions = before;
  return scrubbed;
}

const NONE = (): boolean => false;
