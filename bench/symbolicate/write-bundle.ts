import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/** What a module of a copy hands to those that it imports. */
interface Copied {
  copy: number;
  isResolved?: boolean;
}

/**
 * Writes `bundle.js` and `bundle.js.map`: packages, minified, as often as asked for, as if each copy were other code.
 *
 * @returns bytes of the map
 */
export const writeBundle = async (folder: string, packages: readonly string[], copies: number): Promise<number> => {
  const { outputFiles } = await build({
    entryPoints: ['entry'],
    plugins: [copying(packages, copies)],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'external',
    outfile: path.join(folder, 'bundle.js'),
    write: false,
    logLevel: 'error',
  });
  for (const file of outputFiles) await writeFile(path.join(folder, path.basename(file.path)), file.contents);
  return outputFiles.find(file => file.path.endsWith('.map'))?.contents.length ?? 0;
};

const copying = (packages: readonly string[], copies: number): Plugin => ({
  name: 'copying',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: /./ }, async ({ path: asked, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point') return { path: asked, namespace: 'entry' };
      const [, name = asked, number] = /^(.*)\?copy(\d+)$/.exec(asked) ?? [];
      const { copy = Number(number), isResolved }: Partial<Copied> = pluginData ?? {};
      if (isResolved) return undefined;
      const found = await resolve(name, { kind, importer, resolveDir, pluginData: { copy, isResolved: true } });
      return found.namespace === 'file' && !found.external
        ? { path: found.path, suffix: `?copy${copy}`, sideEffects: true, pluginData: { copy } }
        : { path: found.path, namespace: found.namespace, external: found.external };
    });
    onLoad({ filter: /./, namespace: 'entry' }, () => ({
      contents: entry(packages, copies),
      resolveDir: import.meta.dirname,
    }));
    onLoad({ filter: /./, namespace: 'file' }, async ({ path: file, pluginData }) => ({
      contents: await readFile(file, 'utf8'),
      loader: path.extname(file) === '.json' ? 'json' : 'js',
      resolveDir: path.dirname(file),
      pluginData: pluginData as Copied,
    }));
  },
});

const entry = (packages: readonly string[], copies: number): string =>
  Array.from({ length: copies }, (_, copy) =>
    packages.map((name, n) => `export * as part${copy}x${n} from '${name}?copy${copy}';`).join('\n'),
  ).join('\n');
