const path = require('node:path');

/** A package's name, `re2js` or `@scope/name`: neither a path nor one of Node's own. Go reads it, which knows no look-ahead. */
const PACKAGE = /^(?:@[\w.-]+\/)?\w[\w.-]*(?:\/[\w.-]+)*$/;
const INSTALLED = /[\\/]node_modules[\\/]/;
const sidecarOf = name => `${name.replace(/^@/, '').replace(/\W+/g, '-')}.js`;
/** What serverless-esbuild puts below this goes into the zip of one function alone. */
const ONLY = '__only_';

/**
 * What is loaded by `await import('package')` becomes a file of its own beside the bundle, so that a function which
 * seldom needs it does not carry it through each cold start. Bundlers can do that for ES modules only.
 */
const sidecars = {
  name: 'sidecars',
  setup(build) {
    const { outdir, entryPoints, minify, target } = build.initialOptions;
    // serverless-esbuild bundles one function at a time.
    const [entry] = entryPoints;
    const wanted = new Set();

    build.onResolve({ filter: PACKAGE }, ({ path: name, kind, importer }) => {
      // Packages that load their own parts so know nothing of this, and may not stand being there twice.
      if (kind !== 'dynamic-import' || INSTALLED.test(importer)) return undefined;
      wanted.add(name);
      return { path: `./${sidecarOf(name)}`, external: true };
    });

    build.onEnd(async () => {
      const directory = path.dirname(entry);
      const root = path.resolve(outdir, path.relative(directory, '.'));
      const alone = path.join(root, `${ONLY}${path.basename(entry, path.extname(entry))}`, directory);
      for (const name of wanted)
        await build.esbuild.build({
          stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: process.cwd() },
          outfile: path.join(alone, sidecarOf(name)),
          bundle: true,
          platform: 'node',
          format: 'cjs',
          mainFields: ['module', 'main'],
          minify,
          target,
        });
    });
  },
};

module.exports = [sidecars];
