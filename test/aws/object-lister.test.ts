import { expect, test } from '@jest/globals';
import { s3BlobStore } from '../../lib/aws/blob-store.ts';
import { s3ObjectLister } from '../../lib/aws/object-lister.ts';
import { openBlobs } from '../contract/ports/open-services.ts';
import { environment } from '../support/table.ts';

test('objects are listed by prefix, in order and from any key on, and so are the folders that they lie in', async () => {
  const { call, wire, bucket, close } = await openBlobs();
  try {
    const blobs = s3BlobStore(call, bucket);
    const keys = ['payloads/d30/1/a', 'payloads/d30/1/b', 'payloads/d30/2/c', 'payloads/full/1/d', 'queue/2026/e'];
    for (const key of keys) await blobs.put(key, Buffer.from('x'));
    const lister = s3ObjectLister(environment, wire, bucket);
    expect(await lister.list('payloads/d30/1/')).toEqual(['payloads/d30/1/a', 'payloads/d30/1/b']);
    expect(await lister.list('payloads/', 'payloads/d30/1/b')).toEqual(['payloads/d30/2/c', 'payloads/full/1/d']);
    expect(await lister.list('nothing/')).toEqual([]);
    expect(await lister.folders('payloads/')).toEqual(['payloads/d30/', 'payloads/full/']);
  } finally {
    await close();
  }
});
