import { readStoreBody } from '../read-store-body.ts';
import { respondAccepted, respondPixel } from '../respond.ts';
import type { Door } from './door.ts';

/** `POST` and `GET /api/{project}/store/`, and the old `/api/store/`: one event, as SDKs before 2020 send it. */
export const storeDoor: Door = {
  path: 'store',
  methods: ['POST', 'GET'],
  read: readStoreBody,
  respond: ({ request, eventId }) => (request.method === 'GET' ? respondPixel() : respondAccepted(eventId)),
};
