import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

describe('the SDK', () => {
  test('that says nothing of itself is known by its authentication', () => {
    expect(normalized({}, { sdkClient: 'raven-js/3.27.2' }).sdk).toEqual({ name: 'raven-js', version: '3.27.2' });
    expect(normalized({}, { sdkClient: 'mine' }).sdk).toBeUndefined();
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

  test('keeps no setting that Sentry does not know, no package without a name and no address that is none', () => {
    const sdk = { name: 'x', version: '1' };
    expect(
      normalized({ sdk: { ...sdk, settings: { infer_ip: 'maybe' }, packages: [{}, 5], client_ip: 'here' } }).sdk,
    ).toEqual(sdk);
  });
});

describe('debug images', () => {
  test('of known types are kept with their ids, others leave the list', () => {
    const uuid = '494F3AEA-88FA-4296-9644-FA8EF5D139B6';
    const debug_id = uuid.toLowerCase();
    const sourcemap = { type: 'sourcemap', code_file: '/a.js', debug_id };
    const event = normalized({
      debug_meta: {
        sdk_info: { sdk_name: 'iOS', version_major: 17 },
        images: [
          sourcemap,
          { type: 'apple', uuid, name: 'x', image_addr: 4096, image_size: 5 },
          { type: 'pe', code_file: 'y', debug_id: `${uuid.replaceAll('-', '')}1A`, code_id: '57 89AB' },
          { type: 'floppy' },
          { type: 'jvm' },
        ],
      },
    });
    expect(event.debug_meta).toEqual({
      sdk_info: { sdk_name: 'iOS', version_major: 17 },
      images: [
        sourcemap,
        { type: 'macho', debug_id, code_file: 'x', image_addr: '0x1000', image_size: 5 },
        { type: 'pe', code_file: 'y', debug_id: `${debug_id}-1a`, code_id: '5789ab' },
        { type: 'jvm' },
      ],
    });
    expect(faults(event)).toEqual([
      'invalid_data debug_meta.images.3',
      'missing_attribute debug_meta.images.3.debug_id',
    ]);
  });
});
