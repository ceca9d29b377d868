const { mkdir, writeFile } = require('node:fs/promises');
const path = require('node:path');

/** What serverless-esbuild puts below this goes into the zip of one function alone. */
const ONLY = '__only_';

/**
 * What a function loads by `await import('…')` becomes a file of its own beside the bundle, so that what it seldom needs
 * is not carried through each cold start. esbuild splits ES modules only, and Lambda starts CommonJS faster: so it
 * splits first, and what comes out is rewritten, file by file.
 */
const split = {
  name: 'split',
  setup(build) {
    const { outdir, entryPoints, minify, target, absWorkingDir = process.cwd() } = build.initialOptions;
    // serverless-esbuild bundles one function at a time.
    const [entry] = entryPoints;
    const alone = `${ONLY}${path.basename(entry, path.extname(entry))}`;
    Object.assign(build.initialOptions, { format: 'esm', splitting: true, write: false, metafile: true });

    build.onEnd(async ({ outputFiles = [] }) => {
      const main = outputFiles.find(
        file => path.basename(file.path) === `${path.basename(entry, path.extname(entry))}.js`,
      );
      const top = path.resolve(absWorkingDir, outdir, path.relative(path.dirname(entry), '.'));
      for (const file of outputFiles) {
        const { code } = await build.esbuild.transform(file.text, {
          format: 'cjs',
          platform: 'node',
          minify,
          target,
          supported: { 'dynamic-import': false },
        });
        const place = file === main ? file.path : path.join(top, alone, path.relative(top, file.path));
        await mkdir(path.dirname(place), { recursive: true });
        await writeFile(place, code);
      }
    });
  },
};

module.exports = [split];
