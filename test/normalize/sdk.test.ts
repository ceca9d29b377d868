import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

describe('the SDK', () => {
  test('that says nothing of itself is known by its authentication', () => {
    expect(normalized({}, { sdkClient: 'raven-js/3.27.2' }).sdk).toEqual({ name: 'raven-js', version: '3.27.2' });
    expect(normalized({}, { sdkClient: 'mine' }).sdk).toEqual({ name: 'mine' });
    expect(normalized({}).sdk).toBeUndefined();
  });

  test('keeps what it says', () => {
    const sdk = {
      name: 'sentry.x',
      version: '1',
      integrations: ['A'],
      features: ['f'],
      packages: [{ name: 'npm:x', version: '1' }],
      settings: { infer_ip: 'never' },
    };
    expect(normalized({ sdk: { ...sdk, other: 1 } }, { sdkClient: 'y/2' }).sdk).toEqual(sdk);
    expect(faults(normalized({ sdk: { name: 'x' } }))).toEqual(['missing_attribute sdk.version']);
  });
});

describe('debug images', () => {
  test('of known types are kept with their ids, others leave the list', () => {
    const sourcemap = { type: 'sourcemap', code_file: '/a.js', debug_id: 'd1' };
    const event = normalized({
      debug_meta: {
        sdk_info: { sdk_name: 'iOS', version_major: 17 },
        images: [
          sourcemap,
          { type: 'apple', uuid: 'u', code_file: 'x', image_addr: 4096, image_size: 5 },
          { type: 'floppy' },
          { type: 'jvm' },
        ],
      },
    });
    expect(event.debug_meta).toEqual({
      sdk_info: { sdk_name: 'iOS', version_major: 17 },
      images: [
        sourcemap,
        { type: 'macho', uuid: 'u', debug_id: 'u', code_file: 'x', image_addr: '0x1000', image_size: 5 },
        { type: 'jvm' },
      ],
    });
    expect(faults(event)).toEqual([
      'invalid_data debug_meta.images.2',
      'missing_attribute debug_meta.images.2.debug_id',
    ]);
  });
});
