import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_PARTS, readMultipart } from '../../lib/protocol/multipart.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';

const BOUNDARY = '---MultipartBoundary-2fb9bb3a9d5d4d07a1c1c2c3d4e5f607---';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const part = (headers: string, body: string) => `--${BOUNDARY}\r\n${headers}\r\n\r\n${body}\r\n`;
const form = (...parts: string[]) => Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`, 'latin1');
const reason = async (body: Uint8Array, type = TYPE) => {
  try {
    await readMultipart(body, type);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return (error as Refusal).reason; // just checked
  }
};

describe('a form', () => {
  test('as Crashpad sends it is read to the last byte', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index)).toString('latin1');
    const body = form(
      part('Content-Disposition: form-data; name="sentry[release]"', 'shop@1'),
      part(
        'Content-Disposition: form-data; name="upload_file_minidump"; filename="a b.dmp"\r\nContent-Type: application/octet-stream',
        all,
      ),
    );
    const { fields, files } = await readMultipart(body, TYPE);
    expect(fields).toEqual([{ name: 'sentry[release]', value: 'shop@1' }]);
    expect(files).toMatchObject([
      { name: 'upload_file_minidump', filename: 'a b.dmp', contentType: 'application/octet-stream' },
    ]);
    expect(Buffer.from(files[0]?.bytes ?? '').toString('latin1')).toBe(all);
  });

  test.each([
    ['a boundary in quotes', `multipart/form-data; boundary="${BOUNDARY}"`],
    ['a charset before it', `multipart/form-data; charset=utf-8; boundary=${BOUNDARY}`],
    ['capitals', `Multipart/Form-Data; Boundary=${BOUNDARY}`],
  ])('with %s is read', async (_, type) => {
    const body = form(part('content-disposition: form-data;name="f"; filename="x"', 'y'));
    expect((await readMultipart(body, type)).files).toMatchObject([{ name: 'f', filename: 'x' }]);
  });

  test('that is none is refused, and says so without quoting it', async () => {
    const field = part('Content-Disposition: form-data; name="a"', 'secret');
    expect(await reason(Buffer.alloc(0))).toBe('empty_body');
    expect(await reason(form(field), 'multipart/form-data')).toBe('invalid_multipart');
    expect(await reason(form(field), `multipart/form-data; boundary=${'x'.repeat(71)}`)).toBe('invalid_multipart');
    expect(await reason(form(field).subarray(0, 90))).toBe('invalid_multipart');
    expect(await reason(Buffer.from('hello'))).toBe('invalid_multipart');
  });

  test('of more parts than any crash has is refused before they are read', async () => {
    const field = part('Content-Disposition: form-data; name="a"', '');
    expect(await reason(form(...Array.from({ length: MAX_PARTS }, () => field)))).toBeUndefined();
    expect(await reason(form(...Array.from({ length: MAX_PARTS + 1 }, () => field)))).toBe('too_large');
  });

  test('of any bytes is read or refused', async () => {
    const piece = fc.oneof(
      fc.constantFrom('\r\n', `--${BOUNDARY}`, '--', 'Content-Disposition: form-data; name="a"', '; filename="b"', ':'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async pieces => {
        await reason(Buffer.from(pieces.join('')));
      }),
      { numRuns: 300 },
    );
  });
});
