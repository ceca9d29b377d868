import { randomBytes } from 'node:crypto';
import { postToEdge } from './post-to-edge.mjs';

/** What was sent is digested, and a digest has told of it, within this. */
export const WITHIN_MS = 180_000;

export const newEventId = () => randomBytes(16).toString('hex');

/**
 * A new project, what sends to it, and what asks after it.
 *
 * @param {ReturnType<import('./api-caller.mjs').apiCaller>} api
 * @param {string} url
 * @param {string} name
 */
export async function openProject(api, url, name) {
  const { id, slug } = await api('POST', '/api/0/organizations/my-team/projects/', { name, platform: 'node' });
  const base = `/api/0/projects/my-team/${slug}`;
  const [key] = await api('GET', `${base}/keys/`);
  return {
    id,
    slug,
    base,
    api,
    send: event => sendEvent({ url, id, key: key.public }, event),
    /** `undefined`: there is none yet. */
    findIssue: async title => (await api('GET', `${base}/issues/`)).find(issue => issue.title.includes(title)),
    fateOf: eventId => unlessMissing(api('GET', `${base}/events/${eventId}/fate/`)),
  };
}

/** `undefined` where the API knows of no such thing. */
export async function unlessMissing(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error.status === 404) return undefined;
    throw error;
  }
}

async function sendEvent(edge, event) {
  const id = event.event_id ?? newEventId();
  await postToEdge(edge, 'envelope/', `{"event_id":"${id}"}\n{"type":"event"}\n${JSON.stringify(event)}\n`);
  return id;
}
