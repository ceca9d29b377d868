import { describe, expect, test } from '@jest/globals';
import type { Frame } from '../../lib/protocol/event.ts';
import { faults, normalized } from './normalized.ts';

const framesOf = (frames: unknown[]): Frame[] =>
  normalized({ exception: { type: 'E', stacktrace: { frames } } }).exception?.values[0]?.stacktrace?.frames ?? [];
const frameOf = (frame: object): Frame | undefined => framesOf([frame])[0];

describe('a frame', () => {
  test('of a script has the path of its URL as its name', () => {
    const filename = 'http://x.com/a/b.js?q';
    expect(frameOf({ filename, function: '?', lineno: 1 })).toEqual({
      filename: '/a/b.js',
      abs_path: filename,
      lineno: 1,
    });
  });

  test.each([
    ['app.py', 'app.py'],
    ['https://x.com/', 'https://x.com/'],
    ['https://x.com', 'https://x.com'],
    ['https://x.com/a.js#f?g', '/a.js'],
    ['https://x.com/한 글.js', '/%ED%95%9C%20%EA%B8%80.js'],
    ['https://x.com/a/../b.js', '/b.js'],
    ['file:///srv/a.js', '/srv/a.js'],
    ['applewebdata://id/a.js', '/a.js'],
    ['webpack:///./src/a.js', 'webpack:///./src/a.js'],
    ['app:///a.js', 'app:///a.js'],
  ])('at %p is called %p', (abs_path, filename) => {
    expect(frameOf({ abs_path })).toEqual({ abs_path, filename });
  });

  test('keeps both names when the SDK sent both', () => {
    const frame = { filename: 'app.py', abs_path: '/srv/app.py' };
    expect(frameOf(frame)).toEqual(frame);
  });

  test('shows missing lines around it as empty ones', () => {
    expect(frameOf({ pre_context: ['a', null, 5], context_line: 'b', post_context: [] })).toEqual({
      pre_context: ['a', '', ''],
      context_line: 'b',
    });
  });

  test('keeps the addresses of native code as hexadecimal', () => {
    expect(frameOf({ instruction_addr: `0x${'f'.repeat(17)}`, image_addr: 1e300 })).toEqual({});
    expect(frameOf({ instruction_addr: 4096, image_addr: '0xABC', symbol_addr: '17', symbol: '?' })).toEqual({
      instruction_addr: '0x1000',
      image_addr: '0xabc',
      symbol_addr: '0x11',
    });
  });

  test('keeps some two kilobytes of variables, five levels deep', () => {
    const vars = frameOf({ vars: { deep: { a: { b: { c: { d: 1 } } } }, long: 'x'.repeat(5000) } })?.vars;
    expect(vars).toMatchObject({ deep: { a: { b: { c: '{"d":1}' } } } });
    expect(JSON.stringify(vars).length).toBeLessThan(2100);
  });

  test('keeps a long path whole, so that its source map is found, and cuts a long name', () => {
    const abs_path = `https://x.com/${'a'.repeat(1000)}.js`;
    expect(frameOf({ abs_path })?.abs_path).toBe(abs_path);
    expect(frameOf({ function: 'f'.repeat(532) })?.function).toHaveLength(532);
    expect(frameOf({ function: 'f'.repeat(533) })?.function).toHaveLength(512);
  });

  test('has the line whose fraction is cut off, and no line beyond any file', () => {
    expect(frameOf({ lineno: 1.5, colno: 1e300 })).toEqual({ lineno: 1 });
  });

  test('keeps of its data what source maps said', () => {
    const data = {
      sourcemap: 'a.map',
      orig_function: 'f',
      orig_lineno: 5.5,
      orig_in_app: -1,
      own: 1,
      orig_filename: 5,
    };
    expect(frameOf({ data })).toEqual({
      data: { sourcemap: 'a.map', orig_function: 'f', orig_lineno: 5, orig_in_app: -1 },
    });
  });

  test('loses what is of a wrong type, with an error', () => {
    const event = normalized({ stacktrace: { frames: [{ lineno: -1, colno: '5', in_app: 'yes', function: {} }, 7] } });
    expect(event.stacktrace?.frames).toEqual([{}]);
    expect(faults(event)).toEqual(
      ['function', 'lineno', 'colno', 'in_app']
        .map(key => `invalid_data stacktrace.frames.0.${key}`)
        .concat('invalid_data stacktrace.frames.1'),
    );
  });
});

describe('a stack', () => {
  test('without frames is none', () => {
    for (const stacktrace of [{}, { frames: [] }, { frames: [null] }, { frames: 'x' }]) {
      expect(normalized({ stacktrace }).stacktrace).toBeUndefined();
    }
  });

  test('of more than 250 frames keeps the 50 oldest and the 200 newest', () => {
    const event = normalized({ stacktrace: { frames: Array.from({ length: 300 }, (_, lineno) => ({ lineno })) } });
    const lines = event.stacktrace?.frames.map(frame => frame.lineno) ?? [];
    expect(lines).toHaveLength(250);
    expect([lines[0], lines[49], lines[50], lines[249]]).toEqual([0, 49, 100, 299]);
    expect(event._meta).toEqual({ stacktrace: { frames: { '': { len: 300 } } } });
  });

  test('of more than 50 frames keeps the surroundings of its ends and of the application', () => {
    const frames = Array.from({ length: 100 }, (_, i) => ({
      lineno: i,
      in_app: i % 10 === 0,
      vars: { i },
      pre_context: ['x'],
    }));
    const kept = framesOf(frames).filter(frame => frame.vars !== undefined);
    expect(kept.filter(frame => frame.in_app)).toHaveLength(10);
    expect(kept).toHaveLength(50);
    expect([kept[0]?.lineno, kept.at(-1)?.lineno]).toEqual([0, 99]);
  });

  test('keeps its registers', () => {
    const stacktrace = { frames: [{ function: 'f' }], registers: { rip: '0X10', bad: 'x' }, lang: 'c', snapshot: true };
    expect(normalized({ stacktrace }).stacktrace).toEqual({ ...stacktrace, registers: { rip: '0x10' } });
  });
});
