import type { HttpDoor } from './gateway.ts';
import type { InboxEntry } from './inbox.ts';

/** `GET /local/inbox`: what the topic's local subscriber received, newest first, as a JSON array of `InboxEntry`. */
export const inboxDoor =
  (inbox: { list(): InboxEntry[] }): HttpDoor =>
  () => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(inbox.list()),
  });
