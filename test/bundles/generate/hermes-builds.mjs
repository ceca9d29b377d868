// React Native's way: Metro, and Hermes bytecode with the composed map.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @type {Record<string, (place: import('./builds.mjs').Place) => Promise<import('./builds.mjs').Built>>} */
export const HERMES_BUILDS = {
  'metro-dev': place => metro(place, { dev: true, minify: false }),
  'metro-minified': place => metro(place, { dev: false, minify: true }),
  'metro-hermes': hermes,
};

export async function metro({ work, app, out, load }, options, profile = 'hermes-stable') {
  // A file for each profile: a process loads it once.
  const transform = path.join(work, `metro-transformer-${profile}.cjs`);
  writeFileSync(transform, transformer(profile));
  const { default: Metro } = await load('metro');
  const config = await Metro.loadConfig(
    { cwd: app },
    {
      projectRoot: app,
      watchFolders: [work],
      cacheStores: [],
      reporter: { update() {} },
      maxWorkers: 1,
      resolver: { nodeModulesPaths: [path.join(work, 'node_modules')], useWatchman: false },
      transformer: {
        babelTransformerPath: transform,
        enableBabelRCLookup: false,
      },
    },
  );
  const file = path.join(out, 'index.bundle.js');
  await Metro.runBuild(config, {
    entry: path.join(app, 'src/main.ts'),
    platform: 'ios',
    sourceMap: true,
    sourceMapUrl: 'index.bundle.js.map',
    out: file,
    ...options,
  });
  renameSync(path.join(out, 'index.bundle.map'), `${file}.map`);
  const { version } = JSON.parse(readFileSync(path.join(work, 'node_modules/metro/package.json'), 'utf8'));
  return { made: `Metro ${version} ${JSON.stringify(options)}`, entry: 'index.bundle.js', type: 'commonjs' };
}

/** React Native's preset, as its own transformer applies it, with the functions' names beside. */
const transformer = profile => `
const { parseSync, transformFromAstSync } = require('@babel/core');
const { generateFunctionMap } = require('metro-source-map');
exports.transform = ({ filename, src, options }) => {
  const shared = { filename, babelrc: false, configFile: false, sourceType: 'unambiguous', ast: true, code: false,
    caller: { name: 'metro', bundler: 'metro', platform: options.platform },
    plugins: [[require('@babel/plugin-proposal-decorators'), { version: 'legacy' }],
      require('@babel/plugin-transform-class-static-block')],
    presets: [[require('@react-native/babel-preset'), { dev: false, disableImportExportTransform: false,
      unstable_transformProfile: '${profile}', useTransformReactJSXExperimental: true }],
      [require('@babel/preset-react'), { runtime: 'automatic', importSource: 'preact' }]] };
  const parsed = parseSync(src, shared);
  const functionMap = generateFunctionMap(parsed, { filename });
  const { ast } = transformFromAstSync(parsed, src, shared);
  return { ast, functionMap };
};
`;

/** What run-sites.mjs does, in the words of the bare engine. Behind the bundle, so no position moves. */
const RUN_SITES = `
(function () {
  var errors = [];
  Error.stackTraceLimit = 60;
  var names = Object.keys(globalThis.errorSites);
  function next(at) {
    if (at === names.length) return print(JSON.stringify(errors));
    var site = names[at];
    var keep = function (error) {
      errors.push(error ? { site: site, type: error.name, value: error.message, stack: String(error.stack) } : { site: site, stack: null });
      return next(at + 1);
    };
    var given;
    try { given = globalThis.errorSites[site](); } catch (error) { return keep(error); }
    return Promise.resolve(given).then(function () { return keep(); }, keep);
  }
  next(0);
})();
`;

/** The bundle as bytecode: columns are offsets in it, and there is no text to read. */
async function hermes(place) {
  const { load, out, work } = place;
  await metro(place, { dev: false, minify: false }, 'default');
  const bundle = path.join(out, 'index.bundle.js');
  appendFileSync(bundle, `\n${RUN_SITES}`);
  const tool = name => path.join(work, 'node_modules/hermes-engine-cli/linux64-bin', name);
  const bytecode = path.join(out, 'main.jsbundle');
  execFileSync(tool('hermesc'), ['-w', '-O', '-emit-binary', '-output-source-map', '-out', bytecode, bundle]);
  const { composeSourceMaps } = (await load('metro-source-map')).default;
  const read = file => JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(
    `${bytecode}.composed`,
    JSON.stringify(composeSourceMaps([read(`${bundle}.map`), read(`${bytecode}.map`)])),
  );
  return { made: 'Metro, then Hermes 0.12 bytecode, maps composed', entry: 'main.jsbundle', engine: 'hermes' };
}
