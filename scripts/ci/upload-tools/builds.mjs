// How the application is built, with a plugin or without.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { load } from './place.mjs';

/** What every plugin is told. Sending news of the tools to their maker stays off. */
export const pluginOptions = ({ url, organization, project, token, release }, more = {}) => ({
  url,
  org: organization,
  project,
  authToken: token,
  telemetry: false,
  release: { name: release, setCommits: false },
  ...more,
});

/** @typedef {{ entry: string }} Built @typedef {import('./place.mjs').Place} Place */

/** @param {Place} place @returns {Promise<Built>} */
export async function esbuildNode({ folder, out }, plugins = []) {
  const { build } = await load('esbuild');
  await build({
    absWorkingDir: folder,
    entryPoints: { main: 'src/node.ts' },
    outdir: out,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    sourcemap: true,
    logLevel: 'silent',
    plugins,
  });
  return { entry: path.join(out, 'main.js') };
}

/** @param {Place} place @returns {Promise<Built>} */
export async function webpackNode({ folder, out }, plugins) {
  const { default: webpack } = await load('webpack');
  const compiler = webpack({
    context: folder,
    mode: 'production',
    target: 'node',
    devtool: 'source-map',
    entry: './src/node.ts',
    output: { path: out, filename: 'main.js' },
    externals: { '@sentry/node': 'commonjs @sentry/node' },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'ts-loader',
          options: { transpileOnly: true, compilerOptions: { module: 'esnext', target: 'es2022', sourceMap: true } },
        },
      ],
    },
    plugins,
  });
  const stats = await new Promise((done, fail) => compiler.run((error, found) => (error ? fail(error) : done(found))));
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  // The plugins upload when webpack says that it is done.
  await new Promise((done, fail) => compiler.close(error => (error ? fail(error) : done(undefined))));
  return { entry: path.join(out, 'main.js') };
}

/** @param {Place} place @returns {Promise<Built>} */
export async function rollupNode({ folder, out }, plugins) {
  const [{ rollup }, { transform }] = await Promise.all([load('rollup'), load('esbuild')]);
  const typescript = {
    name: 'typescript',
    resolveId: (source, importer) =>
      source.startsWith('./') && importer ? path.join(path.dirname(importer), `${source}.ts`) : null,
    transform: (code, id) =>
      id.endsWith('.ts') ? transform(code, { loader: 'ts', sourcemap: true, minify: true }) : null,
  };
  const bundle = await rollup({
    input: path.join(folder, 'src/node.ts'),
    external: ['@sentry/node'],
    plugins: [typescript, ...plugins],
  });
  await bundle.write({ dir: out, format: 'cjs', sourcemap: true, entryFileNames: 'main.js' });
  await bundle.close();
  return { entry: path.join(out, 'main.js') };
}

/** @param {Place} place @returns {Promise<Built>} */
export async function vitePage({ folder, out }, plugins, tool) {
  const { build } = await load(tool);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { outDir: out, sourcemap: true, target: 'es2020' },
    plugins,
  });
  const script = readdirSync(path.join(out, 'assets')).find(name => name.endsWith('.js'));
  return { entry: path.join(out, 'assets', script) };
}
