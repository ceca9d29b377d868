import { cp, stat } from 'node:fs/promises';
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

export interface Bundle {
  /** Of the door itself. */
  file: string;
  /** Bytes of all that a cold start loads. */
  bytes: number;
  /** Files that are loaded when they are needed. */
  later: string[];
}

/** Bundles a door into `directory`, where it can be loaded. */
export const bundleDoor = async (entry: string, directory: string): Promise<Bundle> => {
  const split: Plugin[] = createRequire(import.meta.url)('../../scripts/serverless/split-plugin.cjs');
  const { metafile } = await build({
    ...BUNDLE_OPTIONS,
    platform: 'node',
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: path.join(directory, path.dirname(entry)),
    plugins: split,
    logLevel: 'error',
  });
  if (metafile === undefined) throw new Error('the bundler did not say what it made');
  const name = path.basename(entry, '.ts');
  const alone = path.join(directory, `__only_${name}`, path.dirname(entry));
  // In its zip a door and its parts lie in one directory.
  await cp(alone, path.join(directory, path.dirname(entry)), { recursive: true, force: true }).catch(() => undefined);
  const outputs = new Map(Object.entries(metafile.outputs).map(([file, output]) => [path.basename(file), output]));
  const atStart = closure(outputs, `${name}.js`);
  return {
    file: path.join(directory, entry.replace(/\.ts$/, '.js')),
    bytes: await sizeOf([...atStart].map(part => path.join(directory, path.dirname(entry), part))),
    later: [...outputs.keys()].filter(part => !atStart.has(part)),
  };
};

/** The parts that one part cannot do without. */
const closure = (outputs: ReadonlyMap<string, { imports: ImportOf[] }>, first: string): Set<string> => {
  const parts = new Set([first]);
  for (const part of parts)
    for (const { path: file, kind } of outputs.get(part)?.imports ?? [])
      if (kind === 'import-statement' && outputs.has(path.basename(file))) parts.add(path.basename(file));
  return parts;
};
interface ImportOf {
  path: string;
  kind: string;
}

const sizeOf = async (files: readonly string[]): Promise<number> =>
  (await Promise.all(files.map(async file => (await stat(file)).size))).reduce((sum, size) => sum + size, 0);
