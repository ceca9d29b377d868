import { expect, test } from '@jest/globals';
import { answerIngest } from '../../lib/ingest/answer.ts';
import { edge, request } from '../support/edge.ts';

const deps = () => ({ ...edge().deps, places: () => ({ publicUrl: 'https://errors.example', sdkCdn: '' }) });

test.each(['live', 'ready'])('who asks whether it is %s is told so, with or without the last slash', async what => {
  for (const path of [`/api/relay/healthcheck/${what}/`, `/prefix//api/relay/healthcheck/${what}`]) {
    const { response } = await answerIngest(deps(), request({ method: 'GET', path }));
    expect([response.status, response.body]).toEqual([200, '{"is_healthy":true}']);
  }
  const { response } = await answerIngest(deps(), request({ path: `/api/relay/healthcheck/${what}/` }));
  expect(response.status).toBe(404);
});
