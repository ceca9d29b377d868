import { parseEnvelope } from '../../protocol/envelope.ts';
import { respondAccepted } from '../respond.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/envelope/`: what current SDKs send, in their own format whatever the content type. */
export const envelopeDoor: Door = {
  path: 'envelope',
  methods: ['POST'],
  read: ({ body }) => parseEnvelope(body),
  respond: ({ eventId }) => respondAccepted(eventId),
};
