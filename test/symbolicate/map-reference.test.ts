import { describe, expect, test } from '@jest/globals';
import { readDataUrl } from '../../lib/symbolicate/data-url.ts';
import { mapReference } from '../../lib/symbolicate/map-reference.ts';

const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';

describe('what a built file says of its map', () => {
  test.each([
    ['f();\n//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['f();\n//@ sourceMappingURL=app.js.map\n', 'app.js.map'],
    ['f()\n/*# sourceMappingURL=app.js.map */', 'app.js.map'],
    ['//# sourceMappingURL=old.map\nf();\n//# sourceMappingURL=app.js.map?v=1#x\r\n\n', 'app.js.map'],
    ['f();\n//# sourceMappingURL=data:application/json;base64,e30=#', 'data:application/json;base64,e30=#'],
  ])('%j', (text, url) => {
    expect(mapReference(text)).toEqual({ url });
  });

  test.each([
    'f()',
    'var sourceMappingURL=1',
    '"//#sourceMappingURL=x"',
    '//# sourceMappingURL=',
    '//# sourceMappingURL=a b',
  ])('%j says nothing', text => {
    expect(mapReference(text)).toEqual({});
  });

  test('its debug id stands in a comment as well', () => {
    expect(mapReference(`f()\n//# debugId=${ID.toUpperCase()}\n//# sourceMappingURL=a.map\n`)).toEqual({
      url: 'a.map',
      debugId: ID,
    });
  });

  test('a file of a million words that are none is read in no time', () => {
    const started = performance.now();
    expect(mapReference('sourceMappingURL='.repeat(500_000))).toEqual({});
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('a data: address', () => {
  const textOf = (url: string): string | undefined => {
    const bytes = readDataUrl(url);
    return bytes && Buffer.from(bytes).toString('utf8');
  };

  test('in base64 or percent-encoded is read', () => {
    expect(textOf(`data:application/json;charset=utf-8;base64,${btoa('{"version":3}')}`)).toBe('{"version":3}');
    expect(textOf('data:application/json,%7B%22version%22%3A3%7D')).toBe('{"version":3}');
  });

  test('of anything else is none', () => {
    for (const url of ['data:application/json;base64,$$$', 'data:,%E0%A4%A', 'data:nothing', 'http://a.example/'])
      expect(readDataUrl(url)).toBeUndefined();
  });
});
