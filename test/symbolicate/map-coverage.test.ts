import { describe, expect, test } from '@jest/globals';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { mapCoverage } from '../../lib/symbolicate/map-coverage.ts';

const FILE = 'https://shop.example/app.js';
const mapped: Frame = { abs_path: 'webpack:///src/pay.ts', in_app: true, data: { symbolicated: true } };
const missing = (fault: string, over: Partial<Frame> = {}): Frame => ({
  abs_path: FILE,
  in_app: true,
  data: { symbolicated: false, symbolication: fault },
  ...over,
});
const thrown = (frames: Frame[], platform = 'javascript'): SentryEvent =>
  ({ platform, exception: { values: [{ type: 'Error', stacktrace: { frames } }] } }) as SentryEvent; // what is looked at

describe('how the frames of an event were mapped', () => {
  test('is all, some or none of its own', () => {
    const other = missing('missing_source', { in_app: false });
    expect(mapCoverage(thrown([other, mapped]))).toEqual({ coverage: 'mapped' });
    expect(mapCoverage(thrown([missing('missing_source'), mapped]))?.coverage).toBe('partly');
    expect(mapCoverage(thrown([missing('missing_source')]))?.coverage).toBe('unmapped');
  });

  test('is said by the frame nearest to the throw', () => {
    const frames = [missing('out_of_time'), missing('missing_sourcemap', { abs_path: `${FILE}?2` }), mapped];
    expect(mapCoverage(thrown(frames))?.missing).toEqual({ fault: 'missing_sourcemap', file: `${FILE}?2` });
    const cause = { type: 'Cause', stacktrace: { frames: [missing('missing_source')] } };
    const event = thrown([missing('too_large')]);
    event.exception?.values.unshift(cause);
    expect(mapCoverage(event)?.missing?.fault).toBe('too_large');
  });

  test('is nothing where no map is for them, or nobody has tried', () => {
    expect(mapCoverage(thrown([]))).toBeUndefined();
    expect(mapCoverage(thrown([{ abs_path: FILE, in_app: true }]))).toBeUndefined();
    expect(mapCoverage(thrown([missing('missing_source')], 'python'))).toBeUndefined();
    // A server that runs what was written has nothing to upload.
    expect(mapCoverage(thrown([missing('no_uploads', { abs_path: '/srv/app.js' })], 'node'))).toBeUndefined();
    expect(mapCoverage(thrown([missing('no_uploads')]))?.coverage).toBe('unmapped');
  });

  test('is no word that a sender made up', () => {
    for (const word of ['__proto__', 'constructor', 'x'.repeat(9), ''])
      expect(mapCoverage(thrown([missing(word)]))).toBeUndefined();
  });
});
