import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AttachmentKind, scrubAttachment } from '../../lib/scrub/scrub-attachment.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { minidump, threadStream } from './minidump.ts';
import { PLANTED, PLANTED_TEXT } from './planted.ts';
import { cpuTime } from './rules/cpu-time.ts';
import { DEFAULTS } from './settings.ts';
import { STRICT } from './strict-settings.ts';

const FILE: AttachmentKind = { filename: 'state.bin' };
const TEXT: AttachmentKind = { filename: 'shop.log', contentType: 'text/plain; charset=utf-8' };

const scrubbed = (file: string | Buffer, kind: AttachmentKind = FILE, settings: ScrubSettings = STRICT): Buffer =>
  Buffer.from(scrubAttachment(Buffer.from(file), kind, settings).bytes);

const advanced = (selector: string, ...rules: string[]): ScrubSettings => ({
  ...DEFAULTS,
  piiConfig: { applications: { [selector]: rules } },
});

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nQUJDREVG\nR0hJSg==\n-----END RSA PRIVATE KEY-----';
const PICTURE = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from(PLANTED_TEXT)]);

describe('a text file in the strict profile', () => {
  test.each([
    ['a log', `boot\n${PLANTED_TEXT}\r\nlast`],
    ['a page', `<p title="${PLANTED_TEXT}">\n${PLANTED_TEXT}</p>`],
    ['a table', `name,secret\n${PLANTED.map(secret => `jane,"${secret}"`).join('\n')}\n`],
    ['a value', JSON.stringify({ a: [PLANTED_TEXT, { b: PLANTED_TEXT }] })],
    ['values line by line', `${JSON.stringify({ a: PLANTED_TEXT })}\n${JSON.stringify([PLANTED_TEXT])}\n`],
    ['a log that looks like a list', `[12:03] ${PLANTED_TEXT}\n[12:04] end`],
  ])('%s has nothing planted left, whatever it is called', (_, file) => {
    for (const kind of [FILE, TEXT, { filename: 'x', contentType: 'image/png' }]) {
      const after = scrubbed(file, kind).toString();
      for (const secret of PLANTED) expect(after).not.toContain(secret);
    }
  });

  test('keeps its lines, and its words around what was taken', () => {
    expect(scrubbed('a\r\n\n  call 010-1234-5678 now\tpassword=hunter2\nend\n').toString()).toBe(
      'a\r\n\n  call [phone] now\tpassword=[password]\nend\n',
    );
  });

  test('loses the body of a private key', () => {
    expect(scrubbed(`key:\n${PEM}\nend`).toString()).toBe(
      'key:\n-----BEGIN RSA PRIVATE KEY-----\n[Filtered]\n-----END RSA PRIVATE KEY-----\nend',
    );
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeff한글 jane.doe@example.com', 'utf16le'), '\ufeff한글 [email]', 'utf16le' as const],
    ['UTF-8 with its mark', Buffer.from('\ufeff한글 jane.doe@example.com'), '\ufeff한글 [email]', 'utf8' as const],
    ['EUC-KR', Buffer.from('\xc7\xd1 jane.doe@example.com', 'latin1'), '\xc7\xd1 [email]', 'latin1' as const],
  ])('is scrubbed in %s and stays in it', (_, file, after, encoding) => {
    expect(scrubbed(file, TEXT).toString(encoding)).toBe(after);
  });

  test('of JSON stays JSON, and keys decide as in an event', () => {
    const file =
      '{ "id": 12345678901234567890, "password": "abc",\n "auth": {"a": [1]}, "otp": 5, "note": "auth of a@b.co" }';
    const after = scrubbed(file, { filename: 'state.json', contentType: 'application/json' }).toString();
    expect(after).toBe(
      '{ "id": 12345678901234567890, "password": "[Filtered]",\n "auth": null, "otp": null, "note": "auth of [email]" }',
    );
  });

  test('has its safe fields spared', () => {
    const settings = { ...STRICT, safeFields: ['recipient', 'a.token'] };
    const file = JSON.stringify({ recipient: 'a@b.co', a: { token: 'x' }, token: 'x' });
    expect(JSON.parse(scrubbed(file, FILE, settings).toString())).toEqual({
      recipient: 'a@b.co',
      a: { token: 'x' },
      token: '[Filtered]',
    });
  });

  test('that is a view hierarchy loses what its views show, and keeps what they are', () => {
    const windows = [
      { type: 'com.example.PasswordField', visibility: 'visible', label: '010-1234-5678', x: 1, children: [] },
    ];
    const kind = { filename: 'view-hierarchy.json', attachmentType: 'event.view_hierarchy' };
    const after = scrubbed(JSON.stringify({ rendering_system: 'UIKIT', windows }), kind);
    expect(JSON.parse(after.toString())).toEqual({
      rendering_system: 'UIKIT',
      windows: [{ ...windows[0], label: '[phone]' }],
    });
  });
});

describe('other files', () => {
  test.each([
    ['a picture', PICTURE],
    ['an archive', gzipSync(PLANTED_TEXT)],
  ])('%s stays as it is in the strict profile', (_, file) => {
    expect(scrubbed(file)).toEqual(file);
  });

  test('no file is touched by the settings of Sentry, and none where scrubbing is off', () => {
    for (const settings of [DEFAULTS, { ...STRICT, profile: 'off' as const }, { ...STRICT, scrubData: false }]) {
      const bytes = Buffer.from(PLANTED_TEXT);
      expect(scrubAttachment(bytes, TEXT, settings)).toEqual({ bytes, redactions: 0 });
    }
  });

  test('a minidump is scrubbed as one', () => {
    const dump = minidump([threadStream(Buffer.from(PLANTED_TEXT))]);
    const after = scrubbed(dump, { filename: 'x.dmp', attachmentType: 'event.minidump' });
    expect(after).toHaveLength(dump.length);
    expect(after.toString('latin1')).toContain('[phone]');
  });

  test('breadcrumbs of native SDKs are overwritten in place, so that they can still be read', () => {
    const packed = Buffer.concat([
      Buffer.from([0x81, 0xa7]),
      Buffer.from('message'),
      Buffer.from([0xb4]),
      Buffer.from('jane.doe@example.com'),
    ]);
    const after = scrubbed(packed, { filename: '__sentry-breadcrumb1', attachmentType: 'event.breadcrumbs' });
    expect(after.subarray(0, 10)).toEqual(packed.subarray(0, 10));
    expect(after.toString('latin1', 10)).toBe('[email]*************');
  });
});

describe('advanced rules', () => {
  test('overwrite what they find in a file that they select, and no byte moves', () => {
    const after = scrubbed(PICTURE, FILE, advanced("$attachments.'state.bin'", '@email:replace', '@creditcard:mask'));
    expect(after).toHaveLength(PICTURE.length);
    expect(after.subarray(0, 16)).toEqual(PICTURE.subarray(0, 16));
    expect(after.toString('latin1')).toContain('see [email]*************.');
    expect(after.toString('latin1')).toContain('see *******************.');
    expect(after.toString('latin1')).toContain('010-1234-5678');
  });

  test('overwrite wide text as well', () => {
    const file = Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from('한글 jane.doe@example.com', 'utf16le')]);
    const after = scrubbed(file, FILE, advanced('$attachments.**', '@email:hash'));
    expect(after).toHaveLength(file.length);
    expect(after.toString('utf16le', 3)).toBe(`한글 ${'*'.repeat(20)}`);
  });

  test('leave files alone that they do not select', () => {
    for (const selector of ['$string', "$attachments.'other.bin'"]) {
      expect(scrubbed(PICTURE, FILE, advanced(selector, '@email:replace'))).toEqual(PICTURE);
    }
  });

  test('hash what they find once, so that it can be searched for', () => {
    const long = `${'jane.doe.'.repeat(5)}@example.com`;
    const hash = createHmac('sha1', '').update(long).digest('hex').toUpperCase();
    const after = scrubbed(`to <${long}>`, FILE, advanced('$attachments.**', '@email:hash')).toString();
    expect(after).toBe(`to <${hash.padEnd(long.length, '*')}>`);
  });

  test('can take the whole text of a file', () => {
    expect(scrubbed('all of it is secret', FILE, advanced('$attachments.**', '@anything:mask')).toString()).toBe(
      '*'.repeat(19),
    );
  });
});

describe('hostile files', () => {
  test('any bytes are scrubbed without an error, once and for all, and the ones handed in never change', () => {
    const part = fc.oneof(
      fc
        .constantFrom(...PLANTED, PEM, '{"a":"', '"}', '[', '\n', '\\u0031', '\ufeff', '한글', '[email]', '***')
        .map(text => Buffer.from(text)),
      fc.constantFrom(...PLANTED).map(text => Buffer.from(text, 'utf16le')),
      fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes)),
    );
    const type = fc.constantFrom(
      undefined,
      'event.attachment',
      'event.view_hierarchy',
      'event.breadcrumbs',
      'event.minidump',
    );
    const settings = fc.constantFrom(STRICT, advanced('$attachments.**', '@email:replace', '@creditcard:replace'));
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        type,
        fc.constantFrom('text/plain', undefined),
        settings,
        (parts, attachmentType, contentType, chosen) => {
          const bytes = Buffer.concat(parts);
          const before = bytes.toString('latin1');
          const kind = { filename: 'a', attachmentType, contentType };
          const once = scrubAttachment(bytes, kind, chosen);
          expect(bytes.toString('latin1')).toBe(before);
          if (chosen !== STRICT) {
            expect(once.bytes).toHaveLength(bytes.length);
            return;
          }
          expect(Buffer.from(scrubAttachment(once.bytes, kind, chosen).bytes)).toEqual(Buffer.from(once.bytes));
        },
      ),
      { numRuns: 400 },
    );
  });

  const MEGABYTES = 2;
  test.each([
    ['digits', '4111 1111 '],
    ['one long line', 'a@b '],
    ['quotes', '"\\'],
    ['brackets', '[{"a":'],
    ['lines', 'x\n'],
    ['dashes', '-----BEGIN A KEY-----\n'],
    ['words of secrets', 'password='],
  ])('a file of nothing but %s takes time in proportion to its size', (_, piece) => {
    const file = Buffer.alloc(MEGABYTES * 1024 * 1024, piece);
    expect(cpuTime(() => scrubAttachment(file, FILE, STRICT))).toBeLessThan(3_000);
  });
});
