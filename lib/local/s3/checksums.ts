import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { badDigest } from './s3-error.ts';

/** By header. CRC32C and CRC64NVME are not among Node's own and thus neither checked nor kept. */
const ALGORITHMS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'x-amz-checksum-crc32': bytes => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
  'x-amz-checksum-sha1': bytes => createHash('sha1').update(bytes).digest('base64'),
  'x-amz-checksum-sha256': bytes => createHash('sha256').update(bytes).digest('base64'),
};

/** Refuses what was damaged on its way; returns the checksums to keep. */
export const checkedChecksums = (
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): Record<string, string> => {
  checkMd5(headers, bytes);
  const kept: Record<string, string> = {};
  for (const [name, calculate] of Object.entries(ALGORITHMS)) {
    const given = headers[name];
    if (given === undefined) continue;
    if (given !== calculate(bytes)) throw badDigest(name);
    kept[name] = given;
  }
  return kept;
};

const checkMd5 = (headers: Readonly<Record<string, string>>, bytes: Uint8Array): void => {
  const given = headers['content-md5'];
  if (given !== undefined && given !== createHash('md5').update(bytes).digest('base64')) throw badDigest('Content-MD5');
};
