import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';

const ENVELOPE = 'application/x-sentry-envelope';

/**
 * Sends a body to a door of the edge, envelopes compressed, and expects that it is taken.
 *
 * @param {{ url: string, id: string, key: string }} edge the deployment, the project's id and its public key
 * @param {string} door `envelope/`
 * @param {string | Uint8Array} body
 * @param {string} type
 */
export async function postToEdge({ url, id, key }, door, body, type = ENVELOPE) {
  const response = await fetch(`${url}/api/${id}/${door}?sentry_key=${key}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(type === ENVELOPE && { 'content-encoding': 'deflate' }) },
    body: type === ENVELOPE ? deflateSync(body) : body,
  });
  assert.equal(response.status, 200, `${door} was answered ${response.status}`);
  return response;
}
