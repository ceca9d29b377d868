import { hashValues } from './hash-values.ts';
import type { Variant } from './variant.ts';

const MD5_HEX = /^[0-9a-f]{32}$/;

/** A client of old that knows its own grouping; what is no MD5 becomes one. */
export const checksumVariant = (checksum: string): Record<string, Variant> =>
  MD5_HEX.test(checksum)
    ? { checksum: { type: 'checksum', contributes: true, hash: checksum } }
    : {
        hashed_checksum: {
          type: 'hashed_checksum',
          contributes: true,
          hash: hashValues([checksum]),
          values: [checksum],
        },
      };
