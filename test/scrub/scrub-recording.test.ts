import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_RECORDING_BYTES, scrubRecording } from '../../lib/scrub/scrub-recording.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { PLANTED, PLANTED_TEXT } from './planted.ts';
import { eventsIn, realRecordings, recordingOf, textIn } from './recording.ts';
import { cpuTime } from './rules/cpu-time.ts';
import { DEFAULTS } from './settings.ts';
import { STRICT } from './strict-settings.ts';

const sound = (payload: Uint8Array, settings: ScrubSettings = STRICT) => {
  const result = scrubRecording(payload, settings);
  if ('invalid' in result) throw new Error(result.invalid);
  return result;
};

const scrubbed = (events: unknown, settings: ScrubSettings = STRICT) =>
  eventsIn(sound(recordingOf(events), settings).payload);

/** A page with the text in each place where a page has text. */
const everywhere = (text: string) => [
  { type: 4, data: { href: `https://shop.example.com/?q=${text}` }, timestamp: 1 },
  {
    type: 2,
    data: {
      node: {
        type: 2,
        tagName: 'input',
        id: 7,
        attributes: { value: text, placeholder: text, title: text, alt: text, 'aria-label': text, src: text, id: text },
        childNodes: [{ type: 3, textContent: text, id: 8 }],
      },
    },
  },
  { type: 3, data: { source: 0, texts: [{ id: 8, value: text }], attributes: [{ id: 7, attributes: { alt: text } }] } },
  { type: 3, data: { source: 5, text, isChecked: false, id: 7 } },
  {
    type: 5,
    data: { tag: 'breadcrumb', payload: { category: 'console', message: text, data: { arguments: [text] } } },
  },
  {
    type: 5,
    data: {
      tag: 'performanceSpan',
      payload: {
        description: text,
        data: { request: { headers: { authorization: text }, body: { note: text } }, response: { body: text } },
      },
    },
  },
];

describe('a recording of a replay', () => {
  test.each([
    ['strict', STRICT],
    ['sentry', DEFAULTS],
  ])('has no card number left anywhere on the page or in what the SDK recorded, under %s', (_, settings) => {
    const after = JSON.stringify(scrubbed(everywhere('card 4111-1111-1111-1111 end'), settings));
    expect(after).not.toContain('4111');
  });

  test('has nothing planted left, under strict, and keeps the words around it', () => {
    const after = scrubbed(everywhere(PLANTED_TEXT));
    for (const secret of PLANTED) expect(JSON.stringify(after)).not.toContain(secret);
    expect(after[1].data.node.childNodes[0].textContent).toBe(
      'see [creditcard]. see [rrn]. see [phone]. see [jwt] see [aws-key]. see [email].',
    );
  });

  test('keeps its structure, its masks and its numbers letter by letter', () => {
    const events = [
      '[{"type":2,"data":{"node":{"type":2,"tagName":"input","id":9007199254740993,',
      '"attributes":{"type":"password","class":"auth token","value":"*******","_cssText":"a{color:#010}"}},',
      ' "x":28.899999618530273}},',
      '{"type":2,"tagName":"path","attributes":{"d":"M010-1234-5678 4111111111111111"}}]',
    ].join('\n');
    for (const settings of [STRICT, DEFAULTS]) {
      const payload = recordingOf(events);
      expect(sound(payload, settings)).toEqual({ payload, redactions: 0 });
    }
  });

  test('loses what stands under the name of a secret, whatever it is', () => {
    const request = { password: 'abc', api_key: 5, credentials: { user: 'jane', list: [1] }, note: 'fine', more: '' };
    const events = [{ type: 5, data: { tag: 'performanceSpan', payload: { data: { request: { body: request } } } } }];
    for (const settings of [STRICT, DEFAULTS]) {
      expect(scrubbed(events, settings)[0].data.payload.data.request.body).toEqual({
        password: expect.stringMatching(/^\[(password|Filtered)\]$/),
        api_key: null,
        credentials: null,
        note: 'fine',
        more: '',
      });
    }
  });

  test('has its texts escaped again as they were', () => {
    const text = '한글 "quoted" \\ \u2028 \ud800 jane@example.com\n';
    expect(scrubbed([{ textContent: text }])[0].textContent).toBe('한글 "quoted" \\ \u2028 \ud800 [email]\n');
  });

  test.each([{ compressed: true }, { compressed: false }])('comes back as it came: %j', options => {
    const { payload, redactions } = sound(recordingOf(everywhere(PLANTED_TEXT), options));
    expect(redactions).toBeGreaterThan(10);
    const newline = payload.indexOf(0x0a);
    expect(Buffer.from(payload).toString('latin1', 0, newline)).toBe('{"segment_id":3}');
    expect(payload[newline + 1]).toBe(options.compressed ? 0x78 : '['.charCodeAt(0));
  });

  test('that an SDK sent stays the same page, without the token of its address', () => {
    const real = realRecordings();
    expect(real.length).toBeGreaterThan(4);
    for (const { payload } of real) {
      const once = sound(payload);
      expect(eventsIn(once.payload)).toHaveLength(eventsIn(payload).length);
      expect(textIn(once.payload)).not.toMatch(/tok_0a1b2c3d|4111111111111111/);
      expect(sound(once.payload)).toEqual({ payload: once.payload, redactions: 0 });
    }
  });

  test('loses what a rule of the project wants, also where all else is off', () => {
    const settings: ScrubSettings = {
      ...DEFAULTS,
      scrubData: false,
      piiConfig: { applications: { $string: ['@email:mask'] } },
    };
    const after = scrubbed([{ textContent: 'a@b.com, password=hunter2', id: 4 }], settings);
    expect(after).toEqual([{ textContent: '*******, password=hunter2', id: 4 }]);
  });

  test('stays the very same where nothing is switched on', () => {
    const payload = recordingOf(everywhere(PLANTED_TEXT));
    expect(sound(payload, { ...STRICT, profile: 'off' })).toEqual({ payload, redactions: 0 });
  });
});

describe('what is no recording', () => {
  test.each([
    ['no header', Buffer.from('[]')],
    ['no list', recordingOf('{"a":1}')],
    ['a list that is cut', recordingOf('[{"a":"b"}')],
    ['a list and more', recordingOf('[] []')],
    ['a wrong escape', recordingOf('["\\x"]')],
    ['a comma too many', recordingOf('[1,]')],
    ['a line break in a text', recordingOf('["a\nb"]')],
    ['broken compression', Buffer.concat([Buffer.from('{}\n'), deflateSync('[]').subarray(0, 5)])],
    ['nesting without end', recordingOf('['.repeat(100_000))],
    ['nothing', Buffer.alloc(0)],
  ])('%s is refused', (_, payload) => {
    expect(scrubRecording(payload, STRICT)).toEqual({ invalid: 'invalid_replay' });
  });

  test('what decompresses to more than memory holds is refused, and costs little', () => {
    const payload = Buffer.concat([Buffer.from('{}\n'), deflateSync(Buffer.alloc(MAX_RECORDING_BYTES + 1, ' '))]);
    expect(scrubRecording(payload, STRICT)).toEqual({ invalid: 'too_large' });
  });

  test('any bytes end in one of the two, and scrubbing twice is scrubbing once', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...PLANTED, 'password=', '[email]', '*', '\\', '"'), fc.string()))
      .map(parts => parts.join(''));
    const key = fc.oneof(
      fc.constantFrom('password', 'type', 'a', '__proto__', 'attributes'),
      fc.string({ maxLength: 4 }),
    );
    const { json } = fc.letrec<{ json: unknown }>(tie => ({
      json: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.constantFrom(null, true, 1.5),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(key, tie('json'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(json), fc.uint8Array(), fc.constantFrom(STRICT, DEFAULTS), (events, noise, settings) => {
        scrubRecording(noise, settings);
        scrubRecording(recordingOf(Buffer.from(noise).toString('latin1')), settings);
        const once = sound(recordingOf(events), settings);
        expect(Array.isArray(eventsIn(once.payload))).toBe(true);
        if (settings === STRICT) expect(sound(once.payload, settings).redactions).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  test('texts that are all quotes or backslashes take no longer than others', () => {
    for (const text of ['"'.repeat(500_000), '\\'.repeat(500_000), '\\"'.repeat(250_000), '['.repeat(500_000)]) {
      const payload = recordingOf([text]);
      expect(cpuTime(() => scrubRecording(payload, STRICT))).toBeLessThan(1_000);
    }
  });
});
