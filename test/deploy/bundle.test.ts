import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { BUNDLE_OPTIONS, bundleDoor } from '../../bench/cold-start/bundle.ts';

test('the benchmark of cold starts bundles as a deploy does', () => {
  const serverless = readFileSync(path.join(import.meta.dirname, '../../serverless.yml'), 'utf8');
  const block = /\n {2}esbuild:\n((?: {4}.*\n)+)/.exec(serverless)?.[1] ?? '';
  for (const [name, value] of Object.entries(BUNDLE_OPTIONS))
    expect(block).toContain(`    ${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}\n`);
  expect(block).toContain('plugins: ./scripts/serverless/split-plugin.cjs\n');
});

test('what the edge seldom needs lies beside its bundle, in its own zip', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bundle-'));
  try {
    const { file, later } = await bundleDoor('functions/ingest.ts', directory);
    expect(later.length).toBeGreaterThan(0);
    const beside = await readdir(path.dirname(file));
    expect(beside).toEqual(expect.arrayContaining(later));
    // The pattern engine is the largest of them, and nothing of it is in what a cold start loads.
    const engines = await Promise.all(later.map(name => readFile(path.join(path.dirname(file), name), 'utf8')));
    expect(engines.filter(code => code.includes('RE2JS'))).toHaveLength(1);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
