import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openDataDirectory } from '../../local/data-directory.ts';
import { parseFlags } from '../../local/flags.ts';

describe('the flags of npm start', () => {
  test('have defaults, can come from the environment, and win over it', () => {
    expect(parseFlags([], {})).toEqual({ port: 9000, host: '127.0.0.1', data: '.allim', json: false, reset: false });
    const env = { ALLIM_PORT: '0', ALLIM_HOST: '::1', ALLIM_DATA: '/x', ALLIM_JSON: '1', ALLIM_RESET: '1' };
    expect(parseFlags([], env)).toEqual({ port: 0, host: '::1', data: '/x', json: true, reset: true });
    expect(parseFlags(['--port', '81', '--data', 'y'], env)).toMatchObject({ port: 81, data: 'y' });
  });

  test.each([['--port', 'abc'], ['--port', '70000'], ['--nonsense']])('%s %s is refused in words', (...argv) => {
    expect(() => parseFlags(argv.filter(Boolean), {})).toThrow(/port|nonsense/);
  });
});

describe('the data directory', () => {
  test('keeps its token from start to start, and forgets it when reset', () => {
    const root = path.join(mkdtempSync(path.join(tmpdir(), 'allim-')), 'data');
    const first = openDataDirectory(root, { reset: false }).token;
    expect(openDataDirectory(root, { reset: false }).token).toBe(first);
    expect(openDataDirectory(root, { reset: true }).token).not.toBe(first);
    rmSync(root, { recursive: true });
  });

  test('never empties a directory that is not ours', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'allim-'));
    writeFileSync(path.join(root, 'thesis.txt'), 'x');
    expect(() => openDataDirectory(root, { reset: true })).toThrow(/not ours/);
    rmSync(root, { recursive: true });
  });

  test('that cannot be made gets one clear sentence', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'allim-'));
    writeFileSync(path.join(root, 'file'), 'x');
    expect(() => openDataDirectory(path.join(root, 'file', 'data'), { reset: false })).toThrow(/^cannot keep data in /);
    rmSync(root, { recursive: true });
  });
});
