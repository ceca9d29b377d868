import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A door as `serverless.yml` bundles it, which test/deploy/bundle.test.ts watches. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  sourcemap: false,
} as const satisfies BuildOptions;

/** @returns the bundle's path below `directory`, and its bytes */
export const bundleDoor = async (entry: string, directory: string): Promise<{ file: string; bytes: number }> => {
  const sidecars: Plugin[] = createRequire(import.meta.url)('../../scripts/serverless/sidecar-plugin.cjs');
  await build({
    ...BUNDLE_OPTIONS,
    platform: 'node',
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: path.join(directory, path.dirname(entry)),
    plugins: sidecars,
    logLevel: 'error',
  });
  const file = path.join(directory, entry.replace(/\.ts$/, '.js'));
  return { file, bytes: (await readFile(file)).length };
};
