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
    ['iOS 17.2.1 (21C66)', { name: 'iOS', version: '17.2.1' }],
    ['Windows 11  (10.0.22631) 64bit', { name: 'Windows', version: '11', build: '22631' }],
    ['Windows 10.0.30000', { name: 'Windows', version: '10.0.30000', build: '30000' }],
    ['Linux 4.4.0 Ubuntu 16.04.1 64bit', { name: 'Ubuntu', version: '16.04.1', kernel_version: '4.4.0' }],
    ['Unix 19.6.0.0', { name: 'Unix', kernel_version: '19.6.0', os: 'Unix' }],
    ['iPadOS 13', { name: 'iPadOS', version: '13', os: 'iPadOS 13' }],
    ['Nintendo Switch', { name: 'Nintendo OS' }],
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
    expect(contextOf('trace', trace)).toEqual({
      ...trace,
      trace_id: 'a'.repeat(32),
      status: 'unknown',
      type: 'trace',
    });
    const event = normalized({ contexts: { trace: { trace_id: 'zz', span_id: 'b'.repeat(16) } } });
    expect(event.contexts?.trace).toEqual({
      trace_id: EVENT_ID,
      span_id: 'b'.repeat(16),
      status: 'unknown',
      type: 'trace',
    });
    expect(faults(event)).toEqual(['invalid_data contexts.trace.trace_id']);
  });

  test('are kept to some eight kilobytes each, feature flags to more', () => {
    const long = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`key${i}`, 'x'.repeat(50)]));
    // Keys come on top.
    expect(JSON.stringify(contextOf('order', long)).length).toBeLessThan(10_000);
    const values = Array.from({ length: 400 }, (_, i) => ({ flag: `flag-${i}`, result: i % 2 === 0 }));
    expect(contextOf('flags', { values })).toEqual({ values, type: 'flags' });
  });

  test('of feature flags lose entries that name no flag', () => {
    const values = [
      { flag: 'a', result: true },
      { result: false },
      5,
      { flag: 'a b', result: 1 },
      { flag: 'x'.repeat(201), result: 'y'.repeat(201) },
    ];
    const event = normalized({ contexts: { flags: { values } } });
    expect(event.contexts?.flags?.values).toEqual([
      { flag: 'a', result: true },
      { flag: `${'x'.repeat(197)}...`, result: `${'y'.repeat(197)}...` },
    ]);
    expect(faults(event)).toEqual(['invalid_data contexts.flags.values.3.flag']);
  });

  test('say their type: the one of the SDK, or their name', () => {
    const { contexts } = normalized({ contexts: { order: { id: 1 }, mine: { type: 'os', name: 'Linux' }, none: {} } });
    expect(contexts).toMatchObject({
      order: { id: 1, type: 'order' },
      mine: { name: 'Linux', os: 'Linux', type: 'os' },
      none: { type: 'none' },
    });
    expect(contextOf('order', { type: 5, id: 1 })).toEqual({ id: 1, type: 'order' });
  });

  test('of known types lose fields of a wrong type, keep unknown fields and cut fractions off counts', () => {
    const device = {
      name: 5,
      battery_level: 50.5,
      memory_size: 1024.9,
      free_memory: -1,
      online: 'yes',
      uuid: 'AAAAAAAABBBBCCCCDDDDEEEEEEEEEEEE',
      own: ['x'],
    };
    const event = normalized({ contexts: { device } });
    expect(event.contexts?.device).toEqual({
      battery_level: 50.5,
      memory_size: 1024,
      uuid: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
      own: ['x'],
      type: 'device',
    });
    expect(faults(event)).toEqual(['name', 'free_memory', 'online'].map(key => `invalid_data contexts.device.${key}`));
    expect(contextOf('app', { app_build: 77, view_names: ['a', 5] })).toEqual({
      app_build: '77',
      view_names: ['a'],
      type: 'app',
    });
    expect(contextOf('memory_info', { pause_durations: [1.5, 'x', 2] })).toMatchObject({ pause_durations: [1, 2] });
    expect(contextOf('replay', { replay_id: 'AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA' })).toMatchObject({
      replay_id: 'a'.repeat(32),
    });
  });

  test('that are too long lose what Sentry does not know before their own fields', () => {
    const context = contextOf('device', { a: 'x'.repeat(9000), name: 'phone', model: 'P1' });
    expect(context).toMatchObject({ name: 'phone', model: 'P1', type: 'device' });
    expect(context?.a).toMatch(/\.{3}$/);
  });

  test('of a runtime tell the version of .NET by its release', () => {
    expect(contextOf('runtime', { name: '.NET Framework', build: 461814 })).toEqual({
      name: '.NET Framework',
      build: '461814',
      version: '4.7.2',
      runtime: '.NET Framework 4.7.2',
      type: 'runtime',
    });
    expect(contextOf('runtime', { name: 'node' })).toEqual({ name: 'node', type: 'runtime' });
  });

  test.each([
    ['ok', 'ok'],
    ['success', 'ok'],
    ['failure', 'internal_error'],
    [5, 'not_found'],
    [17, 'unknown'],
    ['OK', 'unknown'],
    [{}, 'unknown'],
    [undefined, 'unknown'],
  ])('of a trace with status %j say %p', (status, said) => {
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16), status };
    expect(contextOf('trace', trace)?.status).toBe(said);
  });

  test('of a trace have no ids of zeros, and no fields of a wrong type', () => {
    const trace = {
      trace_id: 'c'.repeat(32),
      span_id: '0'.repeat(16),
      op: 5,
      origin: 'a b',
      sampled: 1,
      data: [1],
      client_sample_rate: 0.5,
      links: [{ trace_id: 'A'.repeat(32), span_id: 'B'.repeat(16), sampled: true }, { trace_id: 'x' }, 5],
    };
    expect(contextOf('trace', trace)).toEqual({
      trace_id: 'c'.repeat(32),
      span_id: 'c'.repeat(16),
      status: 'unknown',
      links: [{ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16), sampled: true }, {}],
      type: 'trace',
    });
  });

  test('of another type under the name of the trace are no trace', () => {
    expect(contextOf('trace', { type: 'order', trace_id: 'c'.repeat(32) })?.trace_id).toBe(EVENT_ID);
  });

  test('of a response are taken apart like a request', () => {
    const headers = { 'set-cookie': 'a=1; Path=/', 'content-type': 'text/plain; x' };
    expect(contextOf('response', { headers, status_code: 200.5, data: '{"a":1}' })).toEqual({
      headers: [
        ['Content-Type', 'text/plain; x'],
        ['Set-Cookie', 'a=1; Path=/'],
      ],
      cookies: [['a', '1']],
      status_code: 200,
      data: { a: 1 },
      inferred_content_type: 'application/json',
      type: 'response',
    });
    expect(contextOf('response', { data: 'x', headers })?.inferred_content_type).toBe('text/plain');
  });
});
