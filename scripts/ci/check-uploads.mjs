import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { makeBundle } from '../../test/support/make-bundle.ts';
import { apiCaller } from './api-caller.mjs';
import { waitUntil } from './wait-until.mjs';

const WITHIN_MS = 180_000;
const FOLDER = '/api/0/projects/my-team/web/files/artifact-bundles/';
const ORGANIZATION = '/api/0/organizations/my-team/';

/**
 * An upload of a build on a deployed stack, as tools make it: with a token for builds, in chunks, put together by the worker,
 * deleted and swept away.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {{ url: string, token: string, uploadToken: string, sweep: () => Promise<unknown> }} deployment
 */
export async function checkUploads(check, { url, token, uploadToken, sweep }) {
  const people = apiCaller(url, token);
  const build = apiCaller(url, uploadToken);
  const bytes = makeBundle();
  const checksum = createHash('sha1').update(bytes).digest('hex');
  const claim = () =>
    build('POST', `${ORGANIZATION}artifactbundle/assemble/`, {
      ...{ checksum, chunks: [checksum], projects: ['web'], version: 'emulated@1' },
    });

  await check('a token for builds says where Allim is, and may upload', async () => {
    const [, facts] = uploadToken.split('_');
    assert.equal(JSON.parse(Buffer.from(facts, 'base64').toString()).url, url);
    assert.deepEqual(await claim(), { state: 'not_found', missingChunks: [checksum] });
    const { url: there } = await build('GET', `${ORGANIZATION}chunk-upload/`);
    assert.ok(there.endsWith(`${ORGANIZATION}chunk-upload/`), there);
    const form = new FormData();
    form.append('file_gzip', new Blob([gzipSync(bytes)]), checksum);
    // The function is told the address that the service would have, which no emulator has.
    const answer = await send(url, `${ORGANIZATION}chunk-upload/`, uploadToken, form);
    assert.equal(answer.status, 200, await answer.text());
  });
  await check('the worker puts an upload together', async () => {
    await waitUntil('the upload', WITHIN_MS, async () => {
      const { state, detail } = await claim();
      assert.notEqual(state, 'error', detail);
      return state === 'ok';
    });
    const [bundle] = await people('GET', FOLDER);
    assert.equal(bundle.fileCount, 2);
    const { files } = await people('GET', `${FOLDER}${bundle.bundleId}/files/`);
    assert.deepEqual(
      files.map(({ filePath }) => filePath),
      ['~/app.min.js', '~/app.min.js.map'],
    );
    const text = await people('GET', `${FOLDER}${bundle.bundleId}/files/0/`);
    assert.ok(text.startsWith('function f()'), text);
  });
  await check('a file that is uploaded alone is kept by its name', async () => {
    await build('POST', `${ORGANIZATION}releases/`, { version: 'emulated@1', projects: ['web'] });
    const form = new FormData();
    form.append('name', '~/alone.js');
    form.append('file', new Blob(['alone()']), 'alone.js');
    const answer = await send(url, `${ORGANIZATION}releases/emulated@1/files/`, uploadToken, form);
    assert.equal(answer.status, 201, await answer.text());
  });
  await check('what is deleted is swept away', async () => {
    for (const { bundleId } of await people('GET', FOLDER)) await build('DELETE', `${FOLDER}?bundleId=${bundleId}`);
    assert.deepEqual(await people('GET', FOLDER), []);
    await sweep();
  });
}

function send(url, path, token, body) {
  return fetch(`${url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
}
