import { describe, expect, test } from '@jest/globals';
import { EVENT_ID, faults, normalized } from './normalized.ts';

const contextOf = (name: string, context: object) => normalized({ contexts: { [name]: context } }).contexts?.[name];

describe('contexts', () => {
  test('that are free are kept as they are, what is no object is refused', () => {
    const event = normalized({ contexts: { order: { id: 1 }, cart: 'x', none: null, reprocessing: { a: 1 } } });
    expect(Object.keys(event.contexts ?? {})).toEqual(['order', 'trace']);
    expect(faults(event)).toEqual(['invalid_data contexts.cart']);
  });

  test('of a system have its name and version as one text', () => {
    expect(contextOf('runtime', { name: 'node', version: 'v20' })).toMatchObject({ runtime: 'node v20' });
    expect(contextOf('os', { name: 'Linux' })).toMatchObject({ os: 'Linux' });
    expect(contextOf('my-browser', { type: 'browser', name: 'Firefox', version: '1' })).toMatchObject({
      browser: 'Firefox 1',
    });
  });

  test.each([
    ['Microsoft Windows 10.0.19044', { name: 'Windows', version: '10', build: '19044' }],
    ['Microsoft Windows NT 10.0.22631.0', { name: 'Windows', version: '11', build: '22631' }],
    ['Microsoft Windows NT 6.1.7601', { name: 'Windows', version: '7', build: '7601' }],
    ['Mac OS X 10.14.2 (18C54)', { name: 'macOS', version: '10.14.2', build: '18C54' }],
    ['iOS 17.2.1 (21C66)', { name: 'iOS', version: '17.2.1', build: '21C66' }],
    ['Linux 4.14.0-x #1 SMP', { name: 'Linux', kernel_version: '4.14.0' }],
    ['Android OS 11 / API-30', { name: 'Android', version: '11' }],
  ])('read a system that describes itself as %p', (raw_description, found) => {
    expect(contextOf('os', { raw_description })).toMatchObject(found);
  });

  test('read the name of a runtime that describes itself', () => {
    expect(contextOf('runtime', { raw_description: '.NET Core 3.1.2' })).toMatchObject({
      name: '.NET Core',
      version: '3.1.2',
      runtime: '.NET Core 3.1.2',
    });
  });

  test('always tell a trace: of the SDK when it sent a right one, else of the event', () => {
    const trace = { trace_id: 'A'.repeat(32), span_id: 'b'.repeat(16), op: 'x' };
    expect(contextOf('trace', trace)).toEqual({ ...trace, trace_id: 'a'.repeat(32) });
    const event = normalized({ contexts: { trace: { trace_id: 'zz', span_id: 'b'.repeat(16) } } });
    expect(event.contexts?.trace).toEqual({ trace_id: EVENT_ID, span_id: 'b'.repeat(16) });
    expect(faults(event)).toEqual(['invalid_data contexts.trace.trace_id']);
  });

  test('are kept to some eight kilobytes each, feature flags to more', () => {
    const long = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`key${i}`, 'x'.repeat(50)]));
    expect(JSON.stringify(contextOf('order', long)).length).toBeLessThan(8300);
    const values = Array.from({ length: 400 }, (_, i) => ({ flag: `flag-${i}`, result: i % 2 === 0 }));
    expect(contextOf('flags', { values })).toEqual({ values });
  });

  test('of feature flags lose entries that name no flag', () => {
    expect(contextOf('flags', { values: [{ flag: 'a', result: true }, { result: false }, 5] })).toEqual({
      values: [{ flag: 'a', result: true }],
    });
  });
});
