import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scrubMinidump } from '../../lib/scrub/scrub-minidump.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import {
  linuxStream,
  type MinidumpStream,
  memory64Stream,
  memoryStream,
  minidump,
  moduleStream,
  threadStream,
  u32,
} from './minidump.ts';
import { PLANTED, PLANTED_TEXT } from './planted.ts';
import { cpuTime } from './rules/cpu-time.ts';
import { DEFAULTS } from './settings.ts';
import { STRICT } from './strict-settings.ts';

const ROOM = Buffer.alloc(8);
const MEMORY = Buffer.concat([ROOM, Buffer.from(PLANTED_TEXT), ROOM, Buffer.from(PLANTED_TEXT, 'utf16le'), ROOM]);
const SHIFTED = Buffer.concat([Buffer.from([0xff]), Buffer.from(PLANTED_TEXT, 'utf16le')]);

const scrubbed = (streams: readonly MinidumpStream[], settings: ScrubSettings = STRICT): string => {
  const dump = minidump(streams);
  const { bytes } = scrubMinidump(dump, settings);
  expect(bytes.length).toBe(dump.length);
  return Buffer.from(bytes).toString('latin1');
};

const advanced = (selector: string, rule: string): ScrubSettings => ({
  ...DEFAULTS,
  piiConfig: { applications: { [selector]: [rule] } },
});

const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1');

describe('a minidump in the strict profile', () => {
  test.each([
    ['stack', threadStream],
    ['heap', memoryStream],
    ['heap of a full dump', memory64Stream],
  ])('keeps no secret on the %s, in UTF-8 and in UTF-16', (_, stream) => {
    for (const memory of [MEMORY, SHIFTED]) {
      const after = scrubbed([stream(memory)]);
      for (const secret of PLANTED) {
        expect(after).not.toContain(secret);
        expect(after).not.toContain(wide(secret));
      }
    }
    expect(scrubbed([stream(MEMORY)])).toContain('see [phone]******.');
  });

  test('keeps the words around, and all bytes that are no text', () => {
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 167 + (i >> 4)) & 0xff));
    expect(scrubbed([threadStream(noise)])).toBe(minidump([threadStream(noise)]).toString('latin1'));
    expect(scrubbed([threadStream(MEMORY)])).toContain('\0see ');
  });

  test('loses secrets of the environment and of the command line by their names', () => {
    const after = scrubbed([
      linuxStream('environ', 'PATH=/usr/bin\0DB_PASSWORD=hunter2hunter2\0API_KEY=abc\0MAIL=jane.doe@example.com\0'),
      linuxStream('cmdline', '/usr/bin/shop\0--token\0s3cr3t-value-1\0--secret=abcdefghijklmn\0--verbose\0'),
    ]);
    expect(after).toContain('PATH=/usr/bin\0DB_PASSWORD=[Filtered]****\0API_KEY=***\0MAIL=[email]*************\0');
    expect(after).toContain('/usr/bin/shop\0--token\0[Filtered]****\0--secret=[Filtered]****\0--verbose\0');
  });

  test('keeps the names of modules and looks at their folders', () => {
    const after = scrubbed([moduleStream('C:\\jane.doe@example.com\\shop.exe', '/home/jane.doe@example.com/shop.pdb')]);
    expect(after).toContain(wide('C:\\[email]*************\\shop.exe'));
    expect(after).toContain('/home/[email]*************/shop.pdb\0');
    const plain = [moduleStream('C:\\shop\\a@example.com', 'b@example.com')];
    expect(scrubbed(plain)).toBe(minidump(plain).toString('latin1'));
  });

  test('leaves the list of what is mapped where alone', () => {
    const maps = [linuxStream('maps', '7f12345678-7f12349000 r-xp 00000000 08:01 010-1234-5678 /usr/lib/libc.so\n')];
    expect(scrubbed(maps)).toBe(minidump(maps).toString('latin1'));
  });

  test('is scrubbed once and for all', () => {
    const streams = [
      threadStream(MEMORY),
      memoryStream(SHIFTED),
      linuxStream('environ', `TOKEN=abcdef\0A=${PLANTED_TEXT}\0`),
    ];
    const once = scrubMinidump(minidump(streams), STRICT);
    expect(once.redactions).toBeGreaterThan(0);
    const twice = scrubMinidump(once.bytes, STRICT);
    expect(twice.redactions).toBe(0);
    expect(twice.bytes).toBe(once.bytes);
  });
});

describe('a minidump in the other profiles', () => {
  const streams = [
    threadStream(MEMORY),
    memoryStream(Buffer.from(PLANTED_TEXT)),
    moduleStream('/home/jane/shop', '/home/jane/shop.pdb'),
  ];

  test.each([
    ['sentry', DEFAULTS],
    ['off', { ...STRICT, profile: 'off' as const }],
  ])('stays as it is under %s', (_, settings) => {
    expect(scrubbed(streams, settings)).toBe(minidump(streams).toString('latin1'));
  });

  test('loses what an advanced rule wants of the stack, there and nowhere else', () => {
    const after = scrubbed(streams, advanced('$minidump.$stack_memory', '@email:replace'));
    expect(after.match(/jane\.doe@example\.com/g)).toHaveLength(1);
    expect(after).toContain('see [email]*************.');
    expect(after).not.toContain(wide('jane.doe@example.com'));
  });

  test('loses what an advanced rule wants of the heap', () => {
    const after = scrubbed(streams, advanced('$heap_memory', '@email:replace'));
    expect(after.match(/jane\.doe@example\.com/g)).toHaveLength(1);
  });

  test('keeps memory from rules that do not name it', () => {
    expect(scrubbed(streams, advanced('$string', '@email:replace'))).toBe(minidump(streams).toString('latin1'));
  });

  test('loses the folders of modules to a rule that names them', () => {
    const after = scrubbed(streams, advanced('$minidump.code_file || $minidump.debug_file', '@anything:mask'));
    expect(after).toContain(wide('**********/shop'));
    expect(after).toContain('**********/shop.pdb');
  });
});

describe('hostile minidumps', () => {
  test('any bytes are read without an error, and keep their length', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const wrong = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 0xffffffff }));
    const sound = minidump([threadStream(MEMORY), moduleStream('/a/b', '/c/d'), memory64Stream(MEMORY)]);
    fc.assert(
      fc.property(bytes, fc.array(wrong, { maxLength: 5 }), (noise, changes) => {
        const dump = Buffer.from(sound);
        for (const [at, value] of changes) dump.writeUInt32LE(value, Math.min(at, dump.length - 4));
        for (const some of [Buffer.from(noise), dump, Buffer.concat([u32(0x504d444d), noise])]) {
          const before = some.toString('latin1');
          expect(scrubMinidump(some, STRICT).bytes.length).toBe(some.length);
          expect(some.toString('latin1')).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a hundred thousand names for the same bytes are read once', () => {
    const memory = Buffer.alloc(1_000_000, 'a b ');
    const count = 20_000;
    const stream = (at: number): Buffer => {
      const list = Buffer.alloc(4 + 16 * count);
      list.writeUInt32LE(count, 0);
      for (let i = 0; i < count; i++) {
        list.writeUInt32LE(memory.length, 12 + 16 * i);
        list.writeUInt32LE(at + list.length, 16 + 16 * i);
      }
      return Buffer.concat([list, memory]);
    };
    const dump = minidump([{ type: 5, build: stream }]);
    expect(cpuTime(() => scrubMinidump(dump, STRICT))).toBeLessThan(3_000);
  });
});
