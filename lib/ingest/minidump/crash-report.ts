import { parseEventId } from '../../protocol/event-id.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { type Form, type FormFile, readMultipart } from '../../protocol/multipart.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { mergeBreadcrumbs } from './breadcrumbs.ts';
import { readFormEvent } from './form-event.ts';
import { type Minidump, readMinidump } from './read-minidump.ts';

const DUMP_FIELD = 'upload_file_minidump';
const EVENT_FIELD = '__sentry-event';
const BREADCRUMB_FIELDS = ['__sentry-breadcrumb1', '__sentry-breadcrumb2'];
const RAW_TYPES = ['application/octet-stream', 'application/x-dmp'];
/** What a minidump is called that came without a form. */
const RAW_NAME = 'minidump.dmp';

/** What a crash reporter sent: the dump, what it said about it, and files beside it. */
export interface CrashReport {
  dump: Minidump;
  event: JsonObject;
  files: FormFile[];
}

/** Reads a form, or a body that is the dump itself. Throws a `Refusal` for what is neither. */
export const readCrashReport = async (body: Uint8Array, contentType: string): Promise<CrashReport> => {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (RAW_TYPES.includes(type))
    return { dump: readMinidump({ bytes: body, filename: RAW_NAME }), event: {}, files: [] };
  if (type !== 'multipart/form-data') throw new Refusal('invalid_multipart', ['the content type is another one']);
  return fromForm(await readMultipart(body, contentType));
};

const fromForm = async (form: Form): Promise<CrashReport> => {
  const dump = form.files.find(({ name }) => name === DUMP_FIELD);
  if (!dump) throw new Refusal('missing_minidump');
  return {
    dump: readMinidump(dump),
    event: await readEvent(form),
    files: form.files.filter(
      file => file !== dump && file.name !== EVENT_FIELD && !BREADCRUMB_FIELDS.includes(file.name),
    ),
  };
};

/** The event file was written by an SDK, the fields by whoever started the crash reporter: the file wins. */
const readEvent = async ({ fields, files }: Form): Promise<JsonObject> => {
  const [said = {}] = await readMaps(files, EVENT_FIELD);
  const event: JsonObject = { ...readFormEvent(fields), ...said };
  const [one = [], other = []] = await Promise.all(BREADCRUMB_FIELDS.map(name => readMaps(files, name)));
  const breadcrumbs = mergeBreadcrumbs(one, other);
  return breadcrumbs.length > 0 ? { ...event, breadcrumbs } : event;
};

const readMaps = async (files: readonly FormFile[], field: string): Promise<JsonObject[]> => {
  const file = files.find(({ name }) => name === field);
  if (!file || file.bytes.length === 0) return [];
  const { readMsgpack } = await import('./msgpack.ts');
  return readMsgpack(file.bytes);
};

/** @param newId the id of a crash that brought none */
export const crashEventId = ({ event }: CrashReport, newId: () => string): string =>
  parseEventId(event.event_id) ?? newId();
