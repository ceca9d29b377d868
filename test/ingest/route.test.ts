import { describe, expect, test } from '@jest/globals';
import { findRoute } from '../../lib/ingest/route.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';

const found = (path: string, method = 'POST') => {
  try {
    const { door, projectId } = findRoute(path, method);
    return [door.path, projectId];
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
};

describe('the door of a path', () => {
  test.each([
    ['/api/1/envelope/', ['envelope', '1']],
    ['/api/1/envelope', ['envelope', '1']],
    ['//api///1//envelope//', ['envelope', '1']],
    ['/a/prefix/api/1/envelope/', ['envelope', '1']],
    ['/api/007/envelope/', ['envelope', '7']],
    ['/api/18446744073709551615/store/', ['store', '18446744073709551615']],
    ['/api/store', ['store', undefined]],
    ['/api/1/minidump', ['minidump', '1']],
  ])('%s is found', (path, expected) => {
    expect(found(path)).toEqual(expected);
  });

  test.each(['/', '/api/1/', '/api/1/envelop/', '/api/1/envelope/more', '/api/envelope/', '/API/1/envelope/'])(
    '%s is none',
    path => {
      expect(found(path)).toBe('not_found');
    },
  );

  test.each(['abc', 'sentry', '-1', '1.0', '18446744073709551616', '9'.repeat(21)])(
    'a project that is no number of 64 bits (%s) is a bad path',
    project => {
      expect(found(`/api/${project}/envelope/`)).toBe('bad_project_path');
    },
  );

  test('a wrong method is told before a wrong project', () => {
    expect(found('/api/abc/envelope/', 'PUT')).toBe('method_not_allowed');
  });
});
