import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerIngest } from '../../../lib/ingest/answer.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { readForm } from '../../../lib/ingest/report-dialog/read-form.ts';
import { recordedRequests } from '../../support/corpus.ts';
import { EVENT_ID, edge, edgeSettings, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const DSN = `https://${PUBLIC_KEY}@errors.example/base/${PROJECT_ID}`;
const places = () => ({ publicUrl: 'https://errors.example', sdkCdn: 'https://cdn.example' });

const call = async (over: Partial<IngestRequest>, settings = edgeSettings()) => {
  const { deps, messages } = edge({ settings: [settings] });
  const { response } = await answerIngest(
    { ...deps, places },
    request({ method: 'GET', path: '/api/embed/error-page/', ...over }),
  );
  return { ...response, text: String(response.body), messages };
};
const about = (more: Record<string, string> = {}) => new URLSearchParams({ dsn: DSN, eventId: EVENT_ID, ...more });
interface DialogConfig {
  endpoint: string;
  lang: string;
  texts: Record<string, string>;
  name: string;
  email: string;
}
const configOf = (script: string): DialogConfig => JSON.parse(/\}\)\((\{.*\})\);\n$/.exec(script)?.[1] ?? '');

describe('the script that showReportDialog loads', () => {
  test('knows the user, and sends to where the SDK sends', async () => {
    const { status, headers, text } = await call({ query: about({ name: 'Jane', email: 'jane.doe@example.com' }) });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    });
    expect(new Script(text)).toBeDefined();
    const config = configOf(text);
    expect(config).toMatchObject({ name: 'Jane', email: 'jane.doe@example.com', lang: 'en' });
    const endpoint = new URL(config.endpoint);
    expect(endpoint.origin + endpoint.pathname).toBe('https://errors.example/base/api/embed/error-page/');
    expect(Object.fromEntries(endpoint.searchParams)).toEqual({ dsn: DSN, eventId: EVENT_ID, lang: 'en' });
  });

  test('speaks Korean where it is asked to, and English otherwise', async () => {
    const titleIn = async (lang: string) => configOf((await call({ query: about({ lang }) })).text).texts.title;
    expect(await titleIn('ko')).toBe('문제가 발생했습니다.');
    expect(await titleIn('ko-KR')).toBe('문제가 발생했습니다.');
    expect(await titleIn('de')).toBe('Something went wrong.');
  });

  test("says what the page wants it to say, under the names of Sentry's options", async () => {
    const own = Object.fromEntries(
      (
        'title subtitle subtitle2 labelName labelEmail labelComments labelClose labelSubmit errorGeneric ' +
        'errorFormEntry successMessage'
      )
        .split(' ')
        .map(name => [name, `own ${name}`]),
    );
    expect(configOf((await call({ query: about(own) })).text).texts).toEqual(own);
  });

  test('whatever the parameters hold, it is one script with those texts in it', async () => {
    const nasty = ['</script><script>alert(1)</script>', '<!--', ']]>', '\u2028', `\\');alert(1)//`, '"});alert(1)//'];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom(...nasty)),
        async text => {
          const { text: script } = await call({ query: about({ title: text, name: text }) });
          expect(script).not.toMatch(/<\/script|<!--|[\u2028\u2029]/);
          expect(new Script(script)).toBeDefined();
          expect(configOf(script).name).toBe(new URLSearchParams({ a: text }).get('a')?.trim());
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['an unknown key', { dsn: `https://${'b'.repeat(32)}@errors.example/1` }],
    ['another project', { dsn: `https://${PUBLIC_KEY}@errors.example/9` }],
    ['no DSN', { dsn: '' }],
    ['an event id that is none', { eventId: 'abc' }],
  ])('is not there for %s', async (_, over) => {
    const { status, text } = await call({ query: about(over) });
    expect([status, text]).toEqual([404, expect.stringMatching(/^\/\*[^<]*\*\/\n$/)]);
  });

  test('is not there for a key that is switched off', async () => {
    expect((await call({ query: about() }, edgeSettings({ enabled: false }))).status).toBe(404);
  });

  const recorded = recordedRequests().filter(({ url }) => url.startsWith('/api/embed/error-page/'));
  test.each(recorded.map(one => [one.name, one] as const))('%s: the SDK gets it', async (_, one) => {
    const query = new URL(one.url.replaceAll(/[0-9a-f]{32}(?=@|%40)/g, PUBLIC_KEY), 'http://localhost').searchParams;
    query.set('dsn', (query.get('dsn') ?? '').replace(/\/\d+$/, `/${PROJECT_ID}`));
    const { status, text } = await call({ query });
    expect(status).toBe(200);
    expect(configOf(text).texts.title).toBe('Oops');
  });
});

describe('what a user writes into the dialog', () => {
  const post = (form: Record<string, string>, query = about()) =>
    call({
      method: 'POST',
      query,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: Buffer.from(new URLSearchParams(form).toString()),
    });
  const REPORT = { name: '김민지', email: 'minji@example.com', comments: '결제 버튼을\n눌렀어요' };

  test('is taken as a user report about the event', async () => {
    const { status, messages } = await post(REPORT);
    expect(status).toBe(200);
    const fates = (await messages()).flatMap(({ items, outcomes }) => [
      ...items.map(({ type }) => type),
      ...outcomes.map(({ category }) => category),
    ]);
    expect(fates).toEqual(['feedback']);
  });

  test('is refused field by field where something is missing or wrong', async () => {
    const { status, text, messages } = await post({ name: ' ', email: 'minji', comments: 'x'.repeat(5_000) });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      errors: {
        name: ['This field is required.'],
        email: ['This is not an e-mail address.'],
        comments: ['This is too long.'],
      },
    });
    expect(await messages()).toEqual([]);
  });

  test('is refused in Korean when the dialog is Korean', async () => {
    const { text } = await post({ ...REPORT, name: '' }, about({ lang: 'ko' }));
    expect(JSON.parse(text)).toEqual({ errors: { name: ['필수 항목입니다.'] } });
  });

  test.each([
    ['of an unknown key', REPORT, about({ dsn: `https://${'b'.repeat(32)}@errors.example/1` }), 404],
    ['that is far too long', { ...REPORT, comments: 'x'.repeat(70_000) }, about(), 413],
  ])('%s gets an error in JSON', async (_, form, query, status) => {
    const answer = await post(form, query);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      status,
      expect.objectContaining({ detail: expect.any(String) }),
    ]);
  });

  test('any form is taken or refused by its fields, in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const read = readForm(new URLSearchParams({ name: text, email: `${text}@${text}.`, comments: text }));
        expect('report' in read || Object.keys(read.errors).length > 0).toBe(true);
      }),
    );
  });
});
