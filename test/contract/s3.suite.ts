import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connect, Connection } from '../support/sdk-over-wire.ts';

export const describeS3 = (name: string, connect: Connect, { forcePathStyle }: { forcePathStyle: boolean }): void => {
  describe(`S3: ${name}`, () => {
    const Bucket = `suite-${Date.now()}`;
    let connection: Connection;
    let client: S3Client;

    beforeAll(async () => {
      connection = await connect();
      client = new S3Client({ ...connection.config, forcePathStyle });
      await client.send(new CreateBucketCommand({ Bucket }));
    });
    afterAll(async () => {
      client.destroy();
      await connection.close();
    });

    const put = (
      Key: string,
      Body: NonNullable<PutObjectCommandInput['Body']>,
      more: Partial<PutObjectCommandInput> = {},
    ) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
    const get = (Key: string, Range?: string) =>
      client.send(new GetObjectCommand({ Bucket, Key, ...(Range !== undefined && { Range }) }));
    const text = async (Key: string, Range?: string) => (await get(Key, Range)).Body?.transformToString();
    const list = (options: Partial<ListObjectsV2CommandInput>) =>
      client.send(new ListObjectsV2Command({ Bucket, ...options }));
    const keys = async (options: Partial<ListObjectsV2CommandInput>) =>
      ((await list(options)).Contents ?? []).map(object => object.Key);

    test('an object comes back as it was put, with its type, its metadata and its MD5', async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
      const md5 = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const sent = await put('back', bytes, { ContentType: 'application/x-test', Metadata: { project: '42' } });
      expect(sent.ETag).toBe(md5);
      const object = await get('back');
      expect(await object.Body?.transformToByteArray()).toEqual(bytes);
      expect(object).toMatchObject({ ETag: md5, ContentType: 'application/x-test', ContentLength: 70_000 });
      expect(object.Metadata).toEqual({ project: '42' });
      expect(object.LastModified?.getTime()).toBeGreaterThan(1.6e12);
    });

    test('an empty object is an object', async () => {
      await put('empty', new Uint8Array());
      expect(await text('empty')).toBe('');
      expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength).toBe(0);
    });

    test('a streamed body, in chunks with its checksum behind it, is put together', async () => {
      const parts = ['first '.repeat(20_000), 'second '.repeat(10_000)];
      const length = parts.join('').length;
      await put('streamed', Readable.from(parts.map(part => Buffer.from(part))), {
        ContentLength: length,
        ContentEncoding: 'zstd',
      });
      expect(await text('streamed')).toBe(parts.join(''));
      expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'streamed' }))).ContentEncoding).toBe('zstd');
    });

    test('what does not match its checksum is refused and not kept', async () => {
      await expect(put('damaged', 'bytes', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
        $metadata: { httpStatusCode: 400 },
      });
      await expect(get('damaged')).rejects.toBeInstanceOf(NoSuchKey);
    });

    test('a later put replaces the object', async () => {
      await put('replaced', 'one', { Metadata: { old: 'yes' } });
      await put('replaced', 'two');
      expect(await text('replaced')).toBe('two');
      expect((await get('replaced')).Metadata).toEqual({});
    });

    test('of many puts that must be the first, exactly one is', async () => {
      const attempts = Array.from({ length: 5 }, (_, index) => put('first', `writer ${index}`, { IfNoneMatch: '*' }));
      const fates = await Promise.allSettled(attempts);
      expect(fates.filter(fate => fate.status === 'fulfilled')).toHaveLength(1);
      for (const fate of fates) {
        if (fate.status === 'rejected') expect(fate.reason).toMatchObject({ name: 'PreconditionFailed' });
      }
    });

    test('a part of an object can be read from its start, from its middle and from its end', async () => {
      await put('ranged', '0123456789');
      expect(await text('ranged', 'bytes=0-3')).toBe('0123');
      expect(await text('ranged', 'bytes=4-')).toBe('456789');
      expect(await text('ranged', 'bytes=-2')).toBe('89');
      expect((await get('ranged', 'bytes=2-400')).ContentRange).toBe('bytes 2-9/10');
      await expect(get('ranged', 'bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
    });

    test('what is not there is named as such', async () => {
      await expect(get('nowhere')).rejects.toBeInstanceOf(NoSuchKey);
      await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'nowhere' }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 404 },
      });
      const elsewhere = new PutObjectCommand({ Bucket: 'no-such-bucket-here', Key: 'a', Body: 'a' });
      await expect(client.send(elsewhere)).rejects.toBeInstanceOf(NoSuchBucket);
      await expect(client.send(new HeadBucketCommand({ Bucket: 'no-such-bucket-here' }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 404 },
      });
    });

    test('a deleted object is gone, and deleting it again is fine', async () => {
      await put('gone', 'x');
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      await expect(get('gone')).rejects.toBeInstanceOf(NoSuchKey);
    });

    test('many objects are deleted at once, whatever their names', async () => {
      const names = ['many/a&b', 'many/<c>', 'many/"d"', 'many/é 값'];
      await Promise.all(names.map(Key => put(Key, 'x')));
      const Objects = names.map(Key => ({ Key }));
      const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(deleted.Deleted?.map(one => one.Key)).toEqual(names);
      expect(await keys({ Prefix: 'many/' })).toEqual([]);
    });

    test.each([
      'names/plain.txt',
      'names/deep/er/still',
      'names/ends with slash/',
      'names/Upper',
      'names/upper',
      'names/con',
      'names/trailing.',
      'names/a+b=c&d?e#f%20g',
      'names/한글 👋',
      'names/../../up',
      'names/..',
      'names/a\\b:c*d"e<f>g|h',
    ])('the key %s is an object of its own', async key => {
      await put(key, key);
      expect(await text(key)).toBe(key);
      expect(await keys({ Prefix: key })).toContain(key);
    });

    test('a key of 1,024 bytes is an object of its own', async () => {
      const key = 'long'.repeat(256);
      await put(key, 'x');
      expect(await text(key)).toBe('x');
      expect(await keys({ Prefix: key.slice(0, 1_000) })).toEqual([key]);
    });

    test('a listing is sorted, begins where it is told and goes on where it stopped', async () => {
      const names = ['list/a', 'list/b/1', 'list/b/2', 'list/c', 'list/d'];
      await Promise.all(names.map(Key => put(Key, 'x')));
      expect(await keys({ Prefix: 'list/' })).toEqual(names);
      expect(await keys({ Prefix: 'list/', StartAfter: 'list/b/2' })).toEqual(['list/c', 'list/d']);
      const first = await list({ Prefix: 'list/', MaxKeys: 2 });
      expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
      const second = await list({ Prefix: 'list/', ContinuationToken: first.NextContinuationToken });
      expect(second.Contents?.map(object => object.Key)).toEqual(names.slice(2));
      expect(second.IsTruncated).toBe(false);
    });

    test('a listing with a delimiter shows one level', async () => {
      await Promise.all(['level/a', 'level/b/1', 'level/b/2', 'level/c/1'].map(Key => put(Key, 'x')));
      const page = await list({ Prefix: 'level/', Delimiter: '/' });
      expect(page.Contents?.map(object => object.Key)).toEqual(['level/a']);
      expect(page.CommonPrefixes?.map(one => one.Prefix)).toEqual(['level/b/', 'level/c/']);
    });
  });
};
