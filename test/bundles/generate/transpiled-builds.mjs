// Compilers that write one file for each source; the packages stay outside.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @type {Record<string, (place: import('./builds.mjs').Place) => Promise<import('./builds.mjs').Built>>} */
export const TRANSPILED = {
  'tsc-es2022': place => tsc(place, 'ES2022'),
  'tsc-es5': place => tsc(place, 'ES5', { downlevelIteration: true, sourceRoot: 'https://shop.example/src/' }),
  'swc-minified': place => swc(place, 'es2020'),
  'babel-es5': babel,
  'terser-of-tsc': place => terser(place, 'ES2020'),
};

/** Compiles each source by `compile(code, name)`, which gives `{ code, map }`, into a file of CommonJS. */
async function each({ app, out }, compile) {
  for (const name of readdirSync(path.join(app, 'src'), { recursive: true })) {
    if (!/\.[jt]sx?$/.test(name)) continue;
    const target = path.join(out, name.replace(/\.[jt]sx?$/, '.js'));
    mkdirSync(path.dirname(target), { recursive: true });
    const base = path.basename(target);
    const { code, map } = await compile(readFileSync(path.join(app, 'src', name), 'utf8'), name, base);
    writeFileSync(
      target,
      `${code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')}\n//# sourceMappingURL=${base}.map\n`,
    );
    writeFileSync(`${target}.map`, typeof map === 'string' ? map : JSON.stringify(map));
  }
}

async function tsc(place, target, more = {}) {
  const { default: ts } = await place.load('typescript');
  await each(place, async (code, name) => transpile(ts, target, more)(code, name));
  return { made: `tsc ${ts.version}, ${target}`, entry: 'main.js', type: 'commonjs' };
}

const transpile = (ts, target, more) => (code, name) => {
  const { outputText, sourceMapText } = ts.transpileModule(code, {
    fileName: name,
    compilerOptions: {
      target: ts.ScriptTarget[target],
      module: ts.ModuleKind.CommonJS,
      jsx: ts.JsxEmit.ReactJSX,
      jsxImportSource: 'preact',
      experimentalDecorators: true,
      esModuleInterop: true,
      sourceMap: true,
      inlineSources: true,
      ...more,
    },
  });
  return { code: outputText, map: sourceMapText };
};

export async function swc(place, target) {
  const { transform, version } = await place.load('@swc/core');
  await each(place, (code, name) =>
    transform(code, {
      filename: name,
      sourceMaps: true,
      swcrc: false,
      minify: true,
      module: { type: 'commonjs' },
      jsc: {
        target,
        minify: { compress: true, mangle: true },
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { legacyDecorator: true, react: { runtime: 'automatic', importSource: 'preact' } },
      },
    }),
  );
  return { made: `SWC ${version} to ${target}, minified`, entry: 'main.js', type: 'commonjs' };
}

async function babel(place) {
  const { transformAsync, version } = (await place.load('@babel/core')).default;
  const { BABEL } = await import('./builds.mjs');
  const [[env, options], ...presets] = BABEL.presets;
  await each(place, (code, name) =>
    transformAsync(code, {
      ...BABEL,
      cwd: place.work,
      filename: path.join(place.app, 'src', name),
      sourceFileName: `./${name}`,
      presets: [[env, { ...options, modules: 'commonjs' }], ...presets],
      sourceMaps: true,
      compact: true,
    }),
  );
  return { made: `Babel ${version} to ES5, compact`, entry: 'main.js', type: 'commonjs' };
}

/** A map of a map: what tsc wrote, minified. */
export async function terser(place, target, more = {}) {
  const [{ default: ts }, { minify }] = await Promise.all([place.load('typescript'), place.load('terser')]);
  await each(place, async (code, name, base) => {
    const first = transpile(ts, target, more)(code, name);
    return minify({ [base]: first.code }, { sourceMap: { content: first.map, includeSources: true }, toplevel: true });
  });
  return { made: `tsc to ${target}, then terser`, entry: 'main.js', type: 'commonjs' };
}
