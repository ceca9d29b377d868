import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../lib/ports/blob-store.ts';

export interface OpenBlobStore {
  store: BlobStore;
  close(): Promise<void>;
}

export const describeBlobStore = (name: string, open: () => Promise<OpenBlobStore>): void => {
  describe(`blob store: ${name}`, () => {
    let opened: OpenBlobStore;
    let store: BlobStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const read = async (key: string) => {
      const bytes = await store.get(key);
      return bytes && Buffer.from(bytes);
    };

    test('bytes come back as they were put, whatever they are', async () => {
      const all = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));
      await store.put('payloads/1/2026-11-22/a1', all);
      expect(await read('payloads/1/2026-11-22/a1')).toEqual(all);
      await store.put('queue/empty', new Uint8Array());
      expect(await read('queue/empty')).toEqual(Buffer.alloc(0));
    });

    test('five megabytes come back whole', async () => {
      const big = Buffer.alloc(5_000_000, 'allim');
      await store.put('queue/big', big);
      expect((await read('queue/big'))?.equals(big)).toBe(true);
    });

    test('a part of an object comes back alone, cut where the object ends', async () => {
      await store.put('payloads/pack', Buffer.from('0123456789'));
      const part = async (offset: number, length: number) => {
        const bytes = await store.get('payloads/pack', { offset, length });
        return bytes && Buffer.from(bytes).toString();
      };
      expect(await part(0, 1)).toBe('0');
      expect(await part(3, 4)).toBe('3456');
      expect(await part(8, 100)).toBe('89');
      expect(await part(10, 1)).toBeUndefined();
      expect(await store.get('payloads/none', { offset: 0, length: 1 })).toBeUndefined();
    });

    test('the last put of a key is the one that is read', async () => {
      await store.put('queue/a', Buffer.from('first'));
      await store.put('queue/a', Buffer.from('second'));
      expect(await read('queue/a')).toEqual(Buffer.from('second'));
    });

    test('what is not there is not there, also where a longer key is', async () => {
      await store.put('queue/a/b', Buffer.from('x'));
      expect(await read('queue/a')).toBeUndefined();
      expect(await read('queue/b')).toBeUndefined();
    });

    test('a deleted object is gone, and deleting it again is fine', async () => {
      await store.put('queue/a', Buffer.from('x'));
      await store.delete('queue/a');
      await store.delete('queue/a');
      expect(await read('queue/a')).toBeUndefined();
    });
  });
};
