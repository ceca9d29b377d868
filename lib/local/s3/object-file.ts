import type { FileHandle } from 'node:fs/promises';

/** All that is known of an object beside its bytes. */
export interface ObjectHead {
  key: string;
  /** With its quotation marks. */
  etag: string;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
  /** `content-type`, `x-amz-meta-…`: what is given back as it came. */
  headers: Record<string, string>;
  /** `x-amz-checksum-crc32` and the like. */
  checksums: Record<string, string>;
}

/** An object and its head are one file, so that one rename brings both: length of the head, head as JSON, bytes. */
export const encodeObject = (head: ObjectHead, bytes: Uint8Array): Uint8Array[] => {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(json.length);
  return [length, json, bytes];
};

export const readHead = async (file: FileHandle): Promise<{ head: ObjectHead; bodyAt: number }> => {
  const length = (await readExactly(file, { at: 0, length: LENGTH_BYTES })).readUInt32BE();
  const json = await readExactly(file, { at: LENGTH_BYTES, length });
  // Written by `encodeObject` only.
  return { head: JSON.parse(json.toString()) as ObjectHead, bodyAt: LENGTH_BYTES + length };
};

export const readExactly = async (file: FileHandle, part: { at: number; length: number }): Promise<Buffer> => {
  const buffer = Buffer.alloc(part.length);
  for (let done = 0; done < part.length; ) {
    const { bytesRead } = await file.read(buffer, done, part.length - done, part.at + done);
    if (bytesRead === 0) throw new Error('An object file is shorter than it says.');
    done += bytesRead;
  }
  return buffer;
};

const LENGTH_BYTES = 4;
