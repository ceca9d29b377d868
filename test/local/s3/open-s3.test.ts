import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyOfPath, mayHold, pathOfKey } from '../../../lib/local/s3/object-path.ts';
import { openS3, type S3 } from '../../../lib/local/s3/open-s3.ts';
import { acknowledgedBeforeKill } from '../sqs/acknowledged-before-kill.ts';

const HOUR = 3_600_000;

describe('the embedded blobs', () => {
  let directory: string;
  let now: number;
  let s3: S3;

  const call = async (
    method: string,
    path: string,
    { body = '', headers = {}, query = '' }: { body?: string; headers?: Record<string, string>; query?: string } = {},
  ) => {
    const response = await s3.wire({
      method,
      protocol: 'https:',
      hostname: 's3.us-east-1.amazonaws.com',
      path,
      query,
      headers,
      body: Buffer.from(body),
    });
    return { status: response.status, headers: response.headers, text: Buffer.from(response.body).toString() };
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'allim-s3-'));
    now = Date.UTC(2026, 10, 1);
    s3 = openS3({ directory, clock: { now: () => now } });
    await call('PUT', '/blobs');
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('objects are there after a restart, and halves of others are not', async () => {
    await call('PUT', '/blobs/a', { body: 'kept' });
    await writeFile(join(directory, 'temporary', 'half'), 'ha');
    s3 = openS3({ directory, clock: { now: () => now } });
    expect((await call('GET', '/blobs/a')).text).toBe('kept');
    expect(await readdir(join(directory, 'temporary'))).toEqual([]);
  });

  test('what has grown old below a prefix goes, and its directories with it', async () => {
    await call('PUT', '/blobs/queue/old/1', { body: 'x' });
    await call('PUT', '/blobs/maps/old', { body: 'x' });
    now += 2 * HOUR;
    await call('PUT', '/blobs/queue/new', { body: 'x' });
    expect(await s3.expire('blobs', 'queue/', HOUR)).toBe(1);
    expect((await call('GET', '/blobs/queue/old/1')).status).toBe(404);
    expect((await call('GET', '/blobs/queue/new')).status).toBe(200);
    expect((await call('GET', '/blobs/maps/old')).status).toBe(200);
    expect(await readdir(join(directory, '+blobs', '+queue'))).toEqual(['=new']);
    await call('PUT', '/blobs/queue/old/2', { body: 'again' });
    expect((await call('GET', '/blobs/queue/old/2')).text).toBe('again');
  });

  test('no key leads out of the bucket', async () => {
    for (const path of [
      '/blobs/../../escaped',
      '/blobs/%2e%2e/%2e%2e/escaped',
      '/blobs/..%5c..%5cescaped',
      '/blobs//a',
    ]) {
      expect((await call('PUT', path, { body: 'x' })).status).toBe(200);
    }
    expect((await call('PUT', '/../blobs', { body: 'x' })).status).toBe(400);
    expect(await readdir(directory)).toEqual(['+blobs', 'temporary']);
  });

  test('a body in signed chunks is put together', async () => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32('hello world'));
    const body = `5;chunk-signature=ab\r\nhello\r\n6;chunk-signature=cd\r\n world\r\n0;chunk-signature=ef\r\nx-amz-checksum-crc32:${sum.toString('base64')}\r\n\r\n`;
    const headers = {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '11',
    };
    expect((await call('PUT', '/blobs/chunked', { body, headers })).status).toBe(200);
    const object = await call('GET', '/blobs/chunked', { headers: { 'x-amz-checksum-mode': 'ENABLED' } });
    expect(object.text).toBe('hello world');
    expect(object.headers['content-encoding']).toBeUndefined();
    expect(object.headers['x-amz-checksum-crc32']).toBe(sum.toString('base64'));
    for (const broken of [body.slice(0, 30), body.replace('world', 'w'), body.replace('5;', 'z;')]) {
      expect((await call('PUT', '/blobs/broken', { body: broken, headers })).text).toContain('IncompleteBody');
    }
    const wrong = body.replace('hello', 'hallo');
    expect((await call('PUT', '/blobs/broken', { body: wrong, headers })).text).toContain('BadDigest');
    expect((await call('GET', '/blobs/broken')).status).toBe(404);
  });

  test('a body that does not match its Content-MD5 is refused', async () => {
    const md5 = createHash('md5').update('right').digest('base64');
    expect((await call('PUT', '/blobs/a', { body: 'wrong', headers: { 'content-md5': md5 } })).text).toContain(
      'BadDigest',
    );
    expect((await call('PUT', '/blobs/a', { body: 'right', headers: { 'content-md5': md5 } })).status).toBe(200);
  });

  test('who has an object already is told so instead of getting it again', async () => {
    const { headers } = await call('PUT', '/blobs/a', { body: 'same' });
    expect((await call('GET', '/blobs/a', { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(304);
    expect((await call('GET', '/blobs/a', { headers: { 'if-match': '"other"' } })).status).toBe(412);
  });

  test.each([
    ['a copy', { method: 'PUT', path: '/blobs/a', query: '', headers: { 'x-amz-copy-source': '/blobs/b' } }],
    ['an access control list', { method: 'GET', path: '/blobs/a', query: 'acl', headers: {} }],
    ['an upload in parts', { method: 'POST', path: '/blobs/a', query: 'uploads', headers: {} }],
    ['a listing of the first version', { method: 'GET', path: '/blobs', query: '', headers: {} }],
  ])('%s is refused rather than half done', async (_, { method, path, query, headers }) => {
    expect(await call(method, path, { query, headers })).toMatchObject({ status: 501 });
  });

  test('a damaged address, a key too long and a bucket without a proper name are refused', async () => {
    expect((await call('GET', '/blobs/%zz')).text).toContain('InvalidURI');
    expect((await call('PUT', `/blobs/${'x'.repeat(1_025)}`)).text).toContain('KeyTooLongError');
    expect((await call('PUT', '/Blobs')).text).toContain('InvalidBucketName');
  });

  test('after kill -9 every acknowledged object is whole, and there are no others that are not', async () => {
    const child = join(import.meta.dirname, 'putting-child.ts');
    const acknowledged = await acknowledgedBeforeKill(child, directory, { atLeast: 100 });
    s3 = openS3({ directory, clock: { now: () => now } });
    for (const key of acknowledged) expect((await call('GET', `/crash/${key}`)).text).toBe(key.repeat(1_000));
    const listed = await call('GET', '/crash', { query: 'list-type=2' });
    for (const [, key = ''] of listed.text.matchAll(/<Key>([^<]*)<\/Key>/g)) {
      expect((await call('GET', `/crash/${key}`)).text).toBe(key.repeat(1_000));
    }
  });
});

describe('keys as paths', () => {
  const key = fc.string({ unit: 'grapheme', maxLength: 300 });

  test('every key comes back from its path, in names that every file system takes', () => {
    fc.assert(
      fc.property(key, text => {
        const path = pathOfKey(text);
        expect(keyOfPath(path)).toBe(text);
        for (const name of path) expect(name).toMatch(/^[+=~][a-z0-9_%-]{0,120}$/);
      }),
    );
  });

  test('a walk by prefix finds every key that has it', () => {
    fc.assert(
      fc.property(key, key, (start, end) => {
        const path = pathOfKey(start + end);
        for (let depth = 1; depth < path.length; depth += 1) {
          expect(mayHold(path.slice(0, depth), start)).toBe(true);
        }
      }),
    );
  });
});
