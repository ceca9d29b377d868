// The second tree of sources, `sources/forms/`: each way of building differs from those of the first.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { esbuild, namesOf, rollup, vite, webpack } from './builds.mjs';
import { metro } from './hermes-builds.mjs';
import { swc, terser } from './transpiled-builds.mjs';

/** @type {Record<string, (place: import('./builds.mjs').Place) => Promise<import('./builds.mjs').Built>>} */
export const FORMS = {
  'forms-webpack-of-tsc': place => webpack(place, { mode: 'production', devtool: 'source-map' }, transpiledLoader),
  'forms-webpack-eval-cheap': place => webpack(place, { mode: 'development', devtool: 'eval-cheap-module-source-map' }),
  'forms-vite-8': place => vite(place, 'vite'),
  'forms-vite-legacy': viteLegacy,
  'forms-esbuild-es2016': place => esbuild(place, { format: 'iife', minify: true, target: 'es2016' }),
  'forms-rollup-terser': rollup,
  'forms-swc-es5': place => swc(place, 'es5'),
  'forms-terser-of-tsc-es5': place => terser(place, 'ES5', { downlevelIteration: true }),
  'forms-metro-minified': place => metro(place, { dev: false, minify: true }, 'default'),
};

/** A map of a map: webpack's of that which another loader has read. */
const transpiledLoader = () => ({
  test: /\.tsx?$/,
  use: [
    { loader: 'source-map-loader' },
    {
      loader: 'ts-loader',
      options: {
        transpileOnly: true,
        compilerOptions: {
          experimentalDecorators: true,
          jsx: 'react-jsx',
          jsxImportSource: 'preact',
          module: 'esnext',
          target: 'es2022',
          sourceMap: true,
        },
      },
    },
  ],
});

/** For browsers without modules: Babel's ES5 in SystemJS's form, which `LOADER` runs. */
async function viteLegacy(place) {
  const { default: legacy } = await place.load('@vitejs/plugin-legacy');
  const { build, version } = namesOf(await place.load('vite'));
  const { app, out } = place;
  writeFileSync(path.join(app, 'index.html'), '<script type="module" src="/src/main.ts"></script>');
  await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    plugins: [legacy({ targets: ['ie 11'], polyfills: false, renderModernChunks: false })],
    build: { outDir: out, sourcemap: true, emptyOutDir: false, modulePreload: { polyfill: false } },
  });
  const [entry] = readdirSync(path.join(out, 'assets')).filter(name => /^index-legacy.*\.js$/.test(name));
  writeFileSync(path.join(out, 'run.cjs'), LOADER.replace('ENTRY', `assets/${entry}`));
  return { made: `Vite ${version} with its plugin for old browsers`, entry: 'run.cjs', type: 'commonjs' };
}

/** As much of SystemJS as one script needs. */
const LOADER = `
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const file = join(__dirname, 'ENTRY');
globalThis.System = {
  register(_needs, declare) {
    const { execute } = declare(() => {}, { meta: { url: file } });
    execute();
  },
};
require('node:vm').runInThisContext(readFileSync(file, 'utf8'), { filename: file });
`;
