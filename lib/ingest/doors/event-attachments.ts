import type { EnvelopeItem } from '../../protocol/envelope.ts';
import { parseEventId } from '../../protocol/event-id.ts';
import { type FormField, type FormFile, readMultipart } from '../../protocol/multipart.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { respondEmpty } from '../respond.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/events/{event}/attachments/`: files for an event that is there or comes later, one a part. */
export const eventAttachmentsDoor: Door = {
  path: 'events/(?<event>[^/]+)/attachments',
  methods: ['POST'],
  read: async ({ request, body, params }) => {
    const eventId = parseEventId(params.event);
    if (eventId === undefined) throw new Refusal('invalid_event_id');
    const { fields, files } = await readMultipart(body, request.headers['content-type'] ?? '');
    return { header: { event_id: eventId }, items: [...files.map(fromFile), ...fields.map(fromField)] };
  },
  respond: () => respondEmpty(201),
};

const fromFile = ({ filename, contentType, bytes }: FormFile): EnvelopeItem => ({
  type: 'attachment',
  header: { filename, content_type: contentType },
  payload: bytes,
});

/** A part without a file name is a file that is called like its field. */
const fromField = ({ name, value }: FormField): EnvelopeItem => ({
  type: 'attachment',
  header: { filename: name, content_type: 'text/plain' },
  payload: Buffer.from(value, 'utf8'),
});
