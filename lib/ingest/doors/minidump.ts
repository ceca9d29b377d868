import type { EnvelopeItem } from '../../protocol/envelope.ts';
import type { FormFile } from '../../protocol/multipart.ts';
import type { CrashReport } from '../minidump/crash-report.ts';
import { respondEventId } from '../respond.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/minidump/`: what Breakpad and Crashpad upload after a native program has died. */
export const minidumpDoor: Door = {
  path: 'minidump',
  methods: ['POST'],
  silentLimits: true,
  read: async ({ request, body, newId }) => {
    // Few projects are native: the others do not load this.
    const { crashEventId, readCrashReport } = await import('../minidump/crash-report.ts');
    const report = await readCrashReport(body, request.headers['content-type'] ?? '');
    return { header: { event_id: crashEventId(report, newId) }, items: toItems(report) };
  },
  respond: ({ eventId }) => respondEventId(eventId),
};

/** What it takes to be a crash's event is added to the event where items are taken. */
const toItems = ({ dump, event, files }: CrashReport): EnvelopeItem[] => [
  { type: 'event', header: {}, payload: Buffer.from(JSON.stringify(event), 'utf8') },
  {
    type: 'attachment',
    header: { filename: dump.filename, content_type: 'application/x-dmp', attachment_type: 'event.minidump' },
    payload: dump.bytes,
  },
  ...files.map(toAttachment),
];

const toAttachment = ({ filename, contentType, bytes }: FormFile): EnvelopeItem => ({
  type: 'attachment',
  header: { filename, content_type: contentType, attachment_type: typeOf(filename) },
  payload: bytes,
});

const typeOf = (filename: string): string => {
  if (filename === 'view-hierarchy.json') return 'event.view_hierarchy';
  if (filename.endsWith('.nv-gpudmp')) return 'event.nv_gpudmp';
  return filename.endsWith('.nvdbg') ? 'event.nv_shader_debug' : 'event.attachment';
};
