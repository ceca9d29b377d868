// How each bundler is called. A build writes into `out` and says what of it is to be run.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HERMES_BUILDS } from './hermes-builds.mjs';
import { sectioned } from './sectioned-build.mjs';
import { TRANSPILED } from './transpiled-builds.mjs';

const TSCONFIG = {
  experimentalDecorators: true,
  useDefineForClassFields: true,
  jsx: 'react-jsx',
  jsxImportSource: 'preact',
};

/**
 * @typedef {{ work: string, app: string, out: string, load(name: string): Promise<any> }} Place
 * @typedef {{ made: string, entry: string, type?: 'module' | 'commonjs', engine?: 'hermes' }} Built
 * @type {Record<string, (place: Place) => Promise<Built>>}
 */
export const BUILDS = {
  'webpack-source-map': place => webpack(place, { mode: 'production', devtool: 'source-map' }),
  'webpack-hidden-es5': place =>
    webpack(place, { mode: 'production', devtool: 'hidden-source-map', target: ['node', 'es5'] }, babelLoader),
  'webpack-eval-source-map': place => webpack(place, { mode: 'development', devtool: 'eval-source-map' }),
  'webpack-inline': place => webpack(place, { mode: 'development', devtool: 'inline-source-map' }),
  'webpack-cheap': place => webpack(place, { mode: 'development', devtool: 'cheap-source-map' }),
  'webpack-cheap-module': place => webpack(place, { mode: 'development', devtool: 'cheap-module-source-map' }),
  'webpack-nosources': place => webpack(place, { mode: 'production', devtool: 'nosources-source-map' }),
  'rspack-source-map': place =>
    webpack(place, { mode: 'production', devtool: 'source-map' }, swcLoader, '@rspack/core'),
  'vite-8': place => vite(place, 'vite'),
  'vite-5': place => vite(place, 'vite5', { target: 'es2015' }),
  'esbuild-split': place =>
    esbuild(place, { format: 'esm', splitting: true, minify: true, chunkNames: '[name]-[hash]', type: 'module' }),
  'esbuild-iife-es2017': place => esbuild(place, { format: 'iife', minify: true, target: 'es2017', keepNames: true }),
  'esbuild-inline-readable': place => esbuild(place, { format: 'cjs', platform: 'node', sourcemap: 'inline' }),
  'rollup-terser': rollup,
  'turbopack-like-sections': sectioned,
  ...TRANSPILED,
  ...HERMES_BUILDS,
};

export async function webpack({ app, out, load }, options, loader = tsLoader, tool = 'webpack') {
  const { default: pack } = await load(tool);
  const compiler = pack({
    context: app,
    entry: './src/main.ts',
    target: 'node',
    output: { path: out, filename: 'main.js', chunkFilename: 'lazy.js', uniqueName: 'shop' },
    resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
    module: { rules: [loader(tool)] },
    ...options,
  });
  const stats = await new Promise((done, fail) => compiler.run((error, found) => (error ? fail(error) : done(found))));
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  return { made: `${tool} ${pack.version}, ${options.mode}, ${options.devtool}`, entry: 'main.js', type: 'commonjs' };
}

const tsLoader = () => ({
  test: /\.tsx?$/,
  loader: 'ts-loader',
  options: {
    transpileOnly: true,
    compilerOptions: { ...TSCONFIG, module: 'esnext', target: 'es2022', sourceMap: true },
  },
});
const babelLoader = () => ({
  test: /\.[jt]sx?$/,
  exclude: /node_modules/,
  loader: 'babel-loader',
  options: BABEL,
});
const swcLoader = () => ({
  test: /\.tsx?$/,
  loader: 'builtin:swc-loader',
  options: {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: { legacyDecorator: true, react: { runtime: 'automatic', importSource: 'preact' } },
    },
  },
});

export const BABEL = {
  babelrc: false,
  configFile: false,
  presets: [
    ['@babel/preset-env', { targets: { ie: '11' }, modules: false }],
    ['@babel/preset-react', { runtime: 'automatic', importSource: 'preact' }],
    ['@babel/preset-typescript', { optimizeConstEnums: true }],
  ],
  plugins: [['@babel/plugin-proposal-decorators', { version: 'legacy' }]],
};

export async function vite({ app, out, load }, tool, options = {}) {
  const { build, version } = namesOf(await load(tool));
  writeFileSync(path.join(app, 'index.html'), '<script type="module" src="/src/main.ts"></script>');
  await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    build: { outDir: out, sourcemap: true, emptyOutDir: false, modulePreload: { polyfill: false }, ...options },
  });
  const [entry] = readdirSync(path.join(out, 'assets')).filter(name => /^index.*\.js$/.test(name));
  return { made: `Vite ${version}`, entry: `assets/${entry}`, type: 'module' };
}

/** Of a CommonJS package they are the default's. */
export const namesOf = module => (module.build ? module : module.default);

export async function esbuild({ app, out, load }, { type = 'commonjs', ...options }) {
  const { build, version } = await load('esbuild');
  await build({
    absWorkingDir: app,
    entryPoints: ['src/main.ts'],
    bundle: true,
    outdir: out,
    sourcemap: true,
    logLevel: 'error',
    ...options,
  });
  return { made: `esbuild ${version} ${JSON.stringify(options)}`, entry: 'main.js', type };
}

export async function rollup({ app, out, load }) {
  const [{ rollup: bundle, VERSION }, ts, resolve, commonjs, terser] = await Promise.all([
    load('rollup'),
    load('typescript'),
    load('@rollup/plugin-node-resolve'),
    load('@rollup/plugin-commonjs'),
    load('@rollup/plugin-terser'),
  ]);
  const made = await bundle({
    input: path.join(app, 'src/main.ts'),
    plugins: [
      resolve.default({ extensions: ['.ts', '.tsx', '.js', '.mjs'] }),
      commonjs.default(),
      typescript(ts.default),
      terser.default({ maxWorkers: 1 }),
    ],
  });
  await made.write({ dir: out, format: 'es', sourcemap: true, chunkFileNames: 'chunk.js' });
  return { made: `Rollup ${VERSION} with terser`, entry: 'main.js', type: 'module' };
}

const typescript = ts => ({
  name: 'typescript',
  transform(code, id) {
    if (!/\.tsx?$/.test(id)) return null;
    const { outputText, sourceMapText } = ts.transpileModule(code, {
      fileName: id,
      compilerOptions: {
        ...TSCONFIG,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        jsx: ts.JsxEmit.ReactJSX,
        sourceMap: true,
      },
    });
    return { code: outputText.replace(/\n\/\/# sourceMappingURL.*$/, '\n'), map: sourceMapText };
  },
});

/** Sources and packages where the bundlers find them. The old file gets the line ends of its time. */
export function laySources(sources, app) {
  mkdirSync(app, { recursive: true });
  cpSync(sources, app, { recursive: true });
  const old = path.join(app, 'src', 'legacy.js');
  writeFileSync(old, readFileSync(old, 'utf8').replaceAll(/\r?\n/g, '\r\n'));
}
